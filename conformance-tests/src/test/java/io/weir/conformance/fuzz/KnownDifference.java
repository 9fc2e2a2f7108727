package io.weir.conformance.fuzz;

import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.Tags;
import io.weir.fix.dictionary.FieldType;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where we read a message otherwise than QuickFIX/J, and mean to.
 *
 * <p>None of them is looked away from: each says how the message is to be mended so that the cause is gone, and the two
 * engines are asked again, until they agree.
 */
enum KnownDifference {
    /** Data follows its length at once (FIX 4.4 volume 1); QuickFIX/J takes a length from anywhere before it. */
    DATA_APART_FROM_LENGTH {
        @Override
        @Nullable
        String mend(Difference d) {
            for (int i = 3; i < d.size(); i++) {
                int data = FixParser.dataTagOf(d.tag(i));
                int at = data == 0 ? -1 : d.find(data, i + 1);
                if (at > i + 1 && d.tag(at - 1) != d.tag(i)) {
                    return d.moved(i, at - 1);
                }
                int again = at == i + 1 ? d.find(data, at + 1) : -1;
                if (again > 0 && d.tag(again - 1) != d.tag(i)) {
                    return d.without(again);
                }
            }
            return null;
        }
    },

    /**
     * We cut a message into fields before we look at any of them, so a tag that is none comes before all else that is wrong;
     * QuickFIX/J stops at what it meets first. It also reads {@code +5} as 5, tags of ten digits, and passes over a message
     * whose tag is larger than any, which we answer.
     */
    NO_TAG {
        @Override
        @Nullable
        String mend(Difference d) {
            return d.result() == FixParser.Result.INVALID_TAG ? d.without(d.unread()) : null;
        }
    },

    /** A data field that does not follow its length is text to us; QuickFIX/J passes over the message. */
    DATA_WITHOUT_LENGTH {
        private final Pattern words =
                Pattern.compile("(?s)Did not find length field \\d+ required to parse data field (\\d+) .*");

        @Override
        @Nullable
        String mend(Difference d) {
            Matcher matcher = words.matcher(d.theirs().words());
            return matcher.matches() ? d.without(d.find(Integer.parseInt(matcher.group(1)), 0)) : null;
        }
    },

    /** Data may hold delimiters in nested groups, too; QuickFIX/J does not know it for data there. */
    DATA_IN_NESTED_GROUP {
        @Override
        @Nullable
        String mend(Difference d) {
            for (int i = 3; i < d.size(); i++) {
                if (Difference.dictionary().type(d.tag(i)) == FieldType.DATA
                        && (d.theirs().isGarbled() || d.isNested(d.tag(i)))
                        && d.value(i).indexOf(1) >= 0) {
                    return d.with(i, d.value(i).replace('\u0001', '_'));
                }
            }
            return null;
        }
    },

    /** Data that takes in the CheckSum is answered, as a message without one; QuickFIX/J passes over the message. */
    DATA_OVER_CHECK_SUM {
        @Override
        @Nullable
        String mend(Difference d) {
            boolean swallowed = d.theirs().words().startsWith("Field not found: 10 in ")
                    || (d.ours().verdict().equals("1 10") && d.endsInData());
            return swallowed ? d.withoutLast() : null;
        }
    },

    /** Data that does not end where its length says garbles the message; QuickFIX/J goes on to the next delimiter. */
    DATA_OF_ANOTHER_LENGTH {
        @Override
        @Nullable
        String mend(Difference d) {
            String right =
                    d.theirs().reason() == 6 ? d.withDataLengths(d.theirs().tag()) : null;
            if (right != null) {
                return right;
            }
            boolean garbled = d.result() == FixParser.Result.GARBLED && d.unread() > 0 && d.unread() < d.size();
            return garbled && FixParser.dataTagOf(d.tag(d.unread() - 1)) == d.tag(d.unread())
                    ? d.withDataLength(d.unread() - 1)
                    : null;
        }
    },

    /**
     * A tag of header or trailer twice, or a nested group twice in an entry, is once too often; so is any member in an entry
     * whose members may come in any order. There, the last one counts.
     */
    TWICE {
        @Override
        @Nullable
        String mend(Difference d) {
            int tag = d.ours().tag();
            if (d.ours().reason() == 13 && !d.settings().validateUnorderedGroupFields()) {
                String once = d.withOneInEntry(tag);
                if (once != null) {
                    return once;
                }
            }
            boolean looksAway = Difference.isHeader(tag) || Difference.isTrailer(tag) || d.isCount(tag);
            if (d.ours().reason() != 13 || !looksAway) {
                return null;
            }
            int first = d.find(tag, 0);
            if (tag == Tags.CHECK_SUM) {
                return d.without(first);
            }
            int second = d.find(tag, first + 1);
            d.with(first, d.value(second));
            return d.without(second);
        }
    },

    /** A count that is no number is answered; QuickFIX/J passes over the message. */
    COUNT_IS_NO_NUMBER {
        private final Pattern words =
                Pattern.compile("(?s)Repeating group count requires an Integer but found '(.*)' in 8=.*");

        @Override
        @Nullable
        String mend(Difference d) {
            Matcher matcher = words.matcher(d.theirs().words());
            if (!matcher.matches()) {
                return null;
            }
            for (int i = 3; i < d.size(); i++) {
                if (d.isCount(d.tag(i)) && d.value(i).equals(matcher.group(1))) {
                    return d.with(i, "0");
                }
            }
            return null;
        }
    },

    /** Dates and times must exist, currencies and countries be letters, counts be unsigned; any digits, or any text, there. */
    STRICTER_VALUE {
        @Override
        @Nullable
        String mend(Difference d) {
            FieldType type = Difference.dictionary().type(d.ours().tag());
            boolean stricter = type != null
                    && (STRICTER_TYPES.contains(type) || d.isCount(d.ours().tag()));
            if (d.ours().reason() != 6 || !stricter) {
                return null;
            }
            String lengths = d.withDataLengths(d.ours().tag());
            if (lengths != null) {
                return lengths;
            }
            String right = MessageDraft.plain(type);
            int field = d.findOther(d.ours().tag(), right);
            return field < 0 ? null : d.with(field, right);
        }
    },

    /** A list of values has one space between two of them; QuickFIX/J passes over those at its end. */
    LOOSE_SPACES {
        @Override
        @Nullable
        String mend(Difference d) {
            int field = d.find(d.ours().tag(), 3);
            return d.ours().reason() == 5 && field >= 0 && d.value(field).endsWith(" ")
                    ? d.with(field, Difference.right(d.ours().tag()))
                    : null;
        }
    },

    /** A group of the header in the body is out of place; QuickFIX/J looks into it first. */
    HEADER_GROUP_OUT_OF_PLACE {
        @Override
        @Nullable
        String mend(Difference d) {
            boolean looksInto = d.ours().verdict().equals("14 627")
                    && d.theirs().reason() == 15
                    && Difference.isHopField(d.theirs().tag());
            return looksInto ? d.without(d.findLast(d.theirs().tag())) : null;
        }
    },

    /** Numbers may have 18 digits; QuickFIX/J reads 31 bits. */
    LARGE_NUMBER {
        private final Pattern large = Pattern.compile("-?\\d{10,18}");

        @Override
        @Nullable
        String mend(Difference d) {
            for (int i = 3; d.theirs().reason() == 6 && i < d.size(); i++) {
                if (d.tag(i) == d.theirs().tag() && large.matcher(d.value(i)).matches()) {
                    return d.with(i, "1");
                }
            }
            return null;
        }
    },

    /** Where empty values are allowed, they pass the other checks, too. */
    EMPTY_VALUE {
        @Override
        @Nullable
        String mend(Difference d) {
            boolean refused = d.theirs().reason() == 5 || d.theirs().reason() == 6;
            int tag = d.theirs().tag();
            for (int i = d.find(tag, 3);
                    refused && !d.settings().validateFieldsHaveValues() && i >= 0;
                    i = d.find(tag, i + 1)) {
                if (d.value(i).isEmpty()) {
                    return d.with(i, Difference.right(tag));
                }
            }
            return null;
        }
    },

    /** Our overlay knows four tags more, and QuickFIX/J takes the header fields of other FIX versions for such. */
    OTHER_VERSIONS_TAG {
        @Override
        @Nullable
        String mend(Difference d) {
            for (int i = 3; i < d.size(); i++) {
                if (OTHER_VERSIONS_TAGS.contains(d.tag(i))) {
                    return d.without(i);
                }
            }
            return null;
        }
    },

    /** Our overlay takes a NewPassword in a Logon, as FIX 5.0 does. */
    NEW_PASSWORD_IN_LOGON {
        @Override
        @Nullable
        String mend(Difference d) {
            int field = d.value(2).equals("A") ? d.find(Tags.NEW_PASSWORD, 3) : -1;
            return field >= 0 ? d.without(field) : null;
        }
    },

    /** A count has no sign; {@code -0} is none to QuickFIX/J. */
    COUNT_WITH_A_SIGN {
        @Override
        @Nullable
        String mend(Difference d) {
            for (int i = 3; d.ours().reason() == 16 && i < d.size(); i++) {
                if (d.tag(i) == d.ours().tag() && d.value(i).matches("-0+")) {
                    return d.with(i, "0");
                }
            }
            return null;
        }
    },

    /** A count is kept as it was written; QuickFIX/J writes it anew. */
    COUNT_AS_IT_IS {
        @Override
        @Nullable
        String mend(Difference d) {
            for (int i = 3; d.ours().isAccepted() && d.theirs().isAccepted() && i < d.size(); i++) {
                boolean count = Difference.dictionary().type(d.tag(i)) == FieldType.NUMINGROUP;
                if (count && d.value(i).matches("0+\\d+")) {
                    return d.with(i, d.value(i).substring(1));
                }
            }
            return null;
        }
    },

    /** Where fields may be out of order, the trailer's may, too. */
    TRAILER_BEFORE_ITS_PLACE {
        @Override
        @Nullable
        String mend(Difference d) {
            boolean differs =
                    !d.settings().validateFieldsOutOfOrder() && d.theirs().reason() == 14;
            for (int i = 3; differs && i < d.size() - 1; i++) {
                if (Difference.isTrailer(d.tag(i))) {
                    return d.without(i);
                }
            }
            return null;
        }
    },

    /**
     * Where unknown fields are allowed, they may stand behind a group, and so may header fields; QuickFIX/J takes them into
     * the group's last entry, or misses the group's delimiter.
     */
    FOREIGN_BEHIND_GROUP {
        @Override
        @Nullable
        String mend(Difference d) {
            return d.withoutForeignBehindGroup();
        }
    },

    /** Of several wrong values in one entry we tell the shallowest; QuickFIX/J goes into each nested entry before the next. */
    SHALLOWEST_VALUE {
        @Override
        @Nullable
        String mend(Difference d) {
            boolean values = WRONG_VALUE.contains(d.ours().reason())
                    && WRONG_VALUE.contains(d.theirs().reason())
                    && d.ours().tag() != d.theirs().tag()
                    && d.isMember(d.ours().tag())
                    && d.isMember(d.theirs().tag());
            if (!values) {
                return null;
            }
            String body = withRight(d, d.ours());
            return body == null ? withRight(d, d.theirs()) : body;
        }

        private @Nullable String withRight(Difference d, Reading told) {
            return told.reason() == 16 ? d.withCounted(told.tag()) : d.withRight(told.tag());
        }
    },

    /**
     * Of several missing tags we tell the first of the dictionary. A member that an optional group requires is missing to us
     * alone.
     */
    ANOTHER_IS_MISSING {
        @Override
        @Nullable
        String mend(Difference d) {
            return d.ours().reason() == 1 ? d.withMissing(d.ours().tag()) : null;
        }
    };

    /** SessionRejectReasons of a value: none, incorrect, in another format, a wrong count. */
    private static final Set<Integer> WRONG_VALUE = Set.of(4, 5, 6, 16);

    private static final Set<FieldType> STRICTER_TYPES = Set.of(
            FieldType.UTCTIMESTAMP,
            FieldType.UTCTIMEONLY,
            FieldType.UTCDATEONLY,
            FieldType.LOCALMKTDATE,
            FieldType.MONTHYEAR,
            FieldType.CURRENCY,
            FieldType.COUNTRY,
            FieldType.NUMINGROUP,
            FieldType.LENGTH,
            FieldType.SEQNUM);
    private static final Set<Integer> OTHER_VERSIONS_TAGS = Set.of(370, 957, 958, 959, 960, 1128, 1129, 1156);

    /** The body of a message without the first known cause of a difference, which the story then names; null without one. */
    static @Nullable String mended(Difference difference, StringBuilder story) {
        for (KnownDifference each : values()) {
            String body = each.mend(difference);
            if (body != null) {
                story.append("mended ").append(each).append('\n');
                return body;
            }
        }
        return null;
    }

    /** The body of the message without the cause; null where this is not the cause. It may change the fields. */
    abstract @Nullable String mend(Difference d);
}
