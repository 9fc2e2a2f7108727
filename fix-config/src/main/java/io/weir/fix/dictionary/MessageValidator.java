package io.weir.fix.dictionary;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a message against the dictionary, in one pass and without garbage.
 *
 * <p>Of several violations the one is told that QuickFIX/J tells, so that a counterparty sees the answer it knows. What
 * breaks the structure counts first, in the order of the message: a field out of header, body, trailer; a tag twice; a
 * group's members out of order or unknown. Then an unknown MsgType, then required tags, then the values: the header's,
 * the trailer's, the body's, the groups', each by ascending tag. So a value's violation is kept until the end, and a
 * better one replaces it.
 *
 * <p>Confined to one thread.
 */
public final class MessageValidator {
    /** User tags begin here (FIX 4.4 volume 1). */
    private static final int FIRST_USER_TAG = 5000;

    private static final int DEEPEST = 16;
    private static final int BROKEN = -1;

    // Which value's violation is told, the lowest: section, tag, then the group's entry, then the depth in it.
    private static final int SECTION = 48;
    private static final int TAG = 16;
    private static final int ENTRY = 4;
    private static final long LAST_ENTRY = (1L << (TAG - ENTRY)) - 1;
    private static final long HEADER = 0;
    private static final long HEADER_GROUP = 1L << SECTION;
    private static final long TRAILER = 2L << SECTION;
    private static final long BODY = 3L << SECTION;
    private static final long BODY_GROUP = 4L << SECTION;
    private static final long NOTHING = Long.MAX_VALUE;

    private final Dictionary dictionary;
    private final ValidationSettings settings;
    private final MessageDefinition header;
    private final MessageDefinition trailer;
    private final MessageDefinition nothing;
    private final Violation violation = new Violation();

    /** The generation in which a tag was seen outside of groups. */
    private final int[] seen;

    private int generation;
    private final GroupDefinition[] open = new GroupDefinition[DEEPEST];
    /** Which members the current entry has, by depth. */
    private final long[][] present = new long[DEEPEST][DictionaryCompiler.LARGEST_GROUP / Long.SIZE];

    private FixMessage message;
    private byte[] bytes = {};
    private int count;
    private MessageDefinition body;
    /** The rank of the value's violation kept so far. */
    private long rank;

    private int keptReason;
    private int keptTag;
    private int missingInGroup;

    /** What is wrong with a message: the fields of the Reject that answers it. */
    public static final class Violation {
        private int sessionRejectReason = -1;
        private int refTagId;
        private @Nullable String words;

        private void clear() {
            sessionRejectReason = -1;
            refTagId = 0;
            words = null;
        }

        /** SessionRejectReason (373); -1 where nothing is wrong. */
        public int sessionRejectReason() {
            return sessionRejectReason;
        }

        /** RefTagID (371). */
        public int refTagId() {
            return refTagId;
        }

        /** Text (58). */
        public String text() {
            String special = words;
            return special != null ? special : reasonText(sessionRejectReason) + ", field=" + refTagId;
        }

        private static String reasonText(int reason) {
            return switch (reason) {
                case 0 -> "Invalid tag number";
                case 1 -> "Required tag missing";
                case 2 -> "Tag not defined for this message type";
                case 3 -> "Undefined tag";
                case 4 -> "Tag specified without a value";
                case 5 -> "Value is incorrect (out of range) for this tag";
                case 6 -> "Incorrect data format for value";
                case 11 -> "Invalid MsgType";
                case 13 -> "Tag appears more than once";
                case 14 -> "Tag specified out of required order";
                case 15 -> "Out of order repeating group members";
                case 16 -> "Incorrect NumInGroup count for repeating group";
                default -> "";
            };
        }

        @Override
        public String toString() {
            return "373=" + sessionRejectReason + " 371=" + refTagId + " 58=" + text();
        }
    }

    /** Checks against a dictionary as the settings want it. */
    public MessageValidator(Dictionary dictionary, ValidationSettings settings) {
        this.dictionary = dictionary;
        this.settings = settings;
        header = dictionary.header();
        trailer = dictionary.trailer();
        nothing = new MessageDefinition("", "", 1, List.of(), List.of(), List.of());
        body = nothing;
        message = new FixMessage();
        seen = new int[dictionary.tags()];
    }

    /** What was wrong with the last message that was not valid; overwritten by the next call. */
    public Violation violation() {
        return violation;
    }

    /** Whether a message is valid; if not, {@link #violation} says what is wrong. */
    public boolean validate(FixMessage candidate) {
        violation.clear();
        if (!settings.useDataDictionary() || !settings.validateIncomingMessage()) {
            return true;
        }
        int field = walkHeader(begin(candidate));
        field = field == BROKEN ? BROKEN : walkBody(field);
        field = field == BROKEN ? BROKEN : walkTrailer(field);
        return field != BROKEN && isComplete() && (rank == NOTHING || broken(keptReason, keptTag));
    }

    /**
     * Says what is wrong with a message whose parse ended at a tag that is no number from 0.
     *
     * @param partial the message as far as it was parsed
     */
    public Violation invalidTag(FixMessage partial) {
        violation.clear();
        byte[] all = partial.buffer();
        int fields = partial.fieldCount();
        int start = fields == 0 ? partial.offset() : partial.valueEnd(fields - 1) + 1;
        int limit = Math.min(partial.offset() + partial.length(), start + 10);
        int end = start;
        while (end < limit && all[end] != '=') {
            end++;
        }
        boolean negative = start < end && all[start] == '-';
        long tag = Ascii.parseUnsigned(all, negative ? start + 1 : start, end);
        violation.sessionRejectReason = 0;
        violation.refTagId = tag < 0 ? 0 : (int) Math.min(negative ? -tag : tag, Integer.MAX_VALUE);
        return violation;
    }

    /** Makes ready for a message; the field to begin with. */
    private int begin(FixMessage candidate) {
        message = candidate;
        bytes = candidate.buffer();
        count = candidate.fieldCount();
        MessageDefinition known = dictionary.message(candidate.msgType());
        body = known == null ? nothing : known;
        rank = NOTHING;
        missingInGroup = 0;
        generation++;
        if (generation == 0) {
            Arrays.fill(seen, 0);
            generation = 1;
        }
        if (count < 3
                || candidate.tag(0) != Tags.BEGIN_STRING
                || candidate.tag(1) != Tags.BODY_LENGTH
                || candidate.tag(2) != Tags.MSG_TYPE) {
            return 0;
        }
        // Framing and the look-up of the MsgType have checked these three.
        seen[Tags.BEGIN_STRING] = generation;
        seen[Tags.BODY_LENGTH] = generation;
        seen[Tags.MSG_TYPE] = generation;
        return 3;
    }

    private int walkHeader(int from) {
        int field = from;
        while (field < count) {
            int tag = message.tag(field);
            int traits = dictionary.traits(tag);
            if ((traits & Dictionary.IN_HEADER) == 0) {
                return field;
            }
            field = member(field, tag, traits, header, HEADER, HEADER_GROUP);
            if (field == BROKEN) {
                return BROKEN;
            }
        }
        return field;
    }

    private int walkBody(int from) {
        int field = from;
        while (field < count) {
            int tag = message.tag(field);
            int traits = dictionary.traits(tag);
            if ((traits & (Dictionary.IN_HEADER | Dictionary.IN_TRAILER)) == 0) {
                field = member(field, tag, traits, body, BODY, BODY_GROUP);
            } else if ((traits & Dictionary.IN_TRAILER) != 0) {
                return field;
            } else if (settings.validateFieldsOutOfOrder() && seen[tag] != generation) {
                return stop(14, tag);
            } else {
                field = member(field, tag, traits, header, HEADER, HEADER_GROUP);
            }
            if (field == BROKEN) {
                return BROKEN;
            }
        }
        return field;
    }

    private int walkTrailer(int from) {
        int field = from;
        while (field < count) {
            int tag = message.tag(field);
            int traits = dictionary.traits(tag);
            if ((traits & Dictionary.IN_TRAILER) != 0) {
                field = member(field, tag, traits, trailer, TRAILER, TRAILER);
            } else if (settings.validateFieldsOutOfOrder()) {
                return stop(14, tag);
            } else if ((traits & Dictionary.IN_HEADER) != 0) {
                field = member(field, tag, traits, header, HEADER, HEADER_GROUP);
            } else {
                field = member(field, tag, traits, body, BODY, BODY_GROUP);
            }
            if (field == BROKEN) {
                return BROKEN;
            }
        }
        return field;
    }

    /** Checks a field outside of groups, with its group if it counts one; the next field, or {@link #BROKEN}. */
    private int member(int field, int tag, int traits, MessageDefinition section, long fieldRank, long groupRank) {
        if (tag >= seen.length) {
            return stranger(field, tag, fieldRank);
        }
        if (seen[tag] == generation) {
            return stop(13, tag);
        }
        seen[tag] = generation;
        int role = section.role(tag);
        long tagRank = (long) tag << TAG;
        check(field, tag, traits, role != 0, fieldRank | tagRank);
        return role <= MessageDefinition.FIELD
                ? field + 1
                : walkGroup(section.groupOf(role), field, section, 0, fieldRank | tagRank, groupRank | tagRank);
    }

    /** A tag beyond the tables. */
    private int stranger(int field, int tag, long fieldRank) {
        if (message.find(tag, 0, field) != FixMessage.ABSENT) {
            return stop(13, tag);
        }
        check(field, tag, 0, false, fieldRank | ((long) tag << TAG));
        return field + 1;
    }

    /**
     * Walks a group from its count; the first field behind it, or {@link #BROKEN}.
     *
     * @param countRank the rank of the count
     * @param groupRank the rank of what is in the group around all of this one, without its entry
     */
    private int walkGroup(
            GroupDefinition group,
            int countField,
            MessageDefinition section,
            int depth,
            long countRank,
            long groupRank) {
        open[depth] = group;
        int entries = 0;
        int previous = -1;
        long inside = countRank + 1;
        int field = countField + 1;
        while (field < count) {
            int tag = message.tag(field);
            int position = group.positionOf(tag);
            if (position < 0) {
                if (endsGroup(tag, section, depth)) {
                    break;
                }
                if (!isTolerated(tag)) {
                    return stop(2, tag);
                }
                field++;
                continue;
            }
            if (position == 0) {
                endEntry(group, depth, entries);
                if (depth == 0) {
                    inside = groupRank | (Math.min(entries, LAST_ENTRY) << ENTRY);
                }
                entries++;
                previous = 0;
            } else if (entries == 0) {
                return stopWithoutDelimiter(group, tag);
            }
            GroupDefinition nested = group.nested(position);
            if (nested == null && position != 0) {
                if (settings.validateUnorderedGroupFields() && position <= previous) {
                    return stop(15, tag);
                }
                previous = position;
            }
            if (wasPresent(depth, position)) {
                return stop(13, tag);
            }
            check(field, tag, dictionary.traits(tag), true, inside);
            if (nested == null) {
                field++;
                continue;
            }
            field = depth + 1 == DEEPEST
                    ? stop(15, tag)
                    : walkGroup(nested, field, section, depth + 1, inside, groupRank);
            if (field == BROKEN) {
                return BROKEN;
            }
        }
        endGroup(group, depth, entries, countField, countRank);
        return field;
    }

    private void endGroup(GroupDefinition group, int depth, int entries, int countField, long countRank) {
        endEntry(group, depth, entries);
        if (message.unsigned(countField) != entries) {
            keep(16, group.countTag(), countRank);
        }
    }

    /** Whether the entry has the field already; from here on it has. */
    private boolean wasPresent(int depth, int position) {
        long bit = 1L << position;
        boolean was = (present[depth][position >> 6] & bit) != 0;
        present[depth][position >> 6] |= bit;
        return was;
    }

    /** Whether a tag that is not of this group is of what is around it. */
    private boolean endsGroup(int tag, MessageDefinition section, int depth) {
        int traits = dictionary.traits(tag);
        if (section.has(tag) || (traits & Dictionary.IN_TRAILER) != 0 || section == header) {
            return true;
        }
        if ((traits & Dictionary.IN_HEADER) != 0 && isTolerated(tag)) {
            return true;
        }
        for (int outer = depth - 1; outer >= 0; outer--) {
            if (open[outer].positionOf(tag) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Looks for what the entry that ends here lacks, and forgets it. */
    private void endEntry(GroupDefinition group, int depth, int entries) {
        long[] has = present[depth];
        if (entries > 0) {
            for (int n = 0; n < group.requiredCount(); n++) {
                int position = group.required(n);
                if (((has[position >> 6] >>> position) & 1) == 0 && missingInGroup == 0) {
                    missingInGroup = group.member(position);
                }
            }
        }
        for (int word = (group.size() - 1) >> 6; word >= 0; word--) {
            has[word] = 0;
        }
    }

    /** Checks the value of a field, and whether its tag belongs where it is. */
    private void check(int field, int tag, int traits, boolean belongs, long fieldRank) {
        int start = message.valueStart(field);
        int end = message.valueEnd(field);
        if (start == end) {
            if (settings.validateFieldsHaveValues()) {
                keep(4, tag, fieldRank);
                return;
            }
        } else if (!ValueFormat.matches(traits & Dictionary.CHECK, bytes, start, end)) {
            keep(6, tag, fieldRank);
            return;
        }
        if ((traits & Dictionary.ENUMERATED) != 0 && !isOfItsValues(tag, start, end)) {
            keep(5, tag, fieldRank);
            return;
        }
        if (!belongs && !isTolerated(tag)) {
            keep((traits & Dictionary.KNOWN) == 0 ? 0 : 2, tag, fieldRank);
        }
    }

    private boolean isOfItsValues(int tag, int start, int end) {
        ValueSet values = dictionary.valueSet(tag);
        return values == null || values.contains(bytes, start, end);
    }

    private boolean isTolerated(int tag) {
        return tag >= FIRST_USER_TAG ? !settings.validateUserDefinedFields() : settings.allowUnknownMsgFields();
    }

    private void keep(int reason, int tag, long fieldRank) {
        if (fieldRank < rank) {
            rank = fieldRank;
            keptReason = reason;
            keptTag = tag;
        }
    }

    private boolean isComplete() {
        if (body == nothing) {
            return broken(11, Tags.MSG_TYPE);
        }
        return hasRequired(header)
                && hasRequired(trailer)
                && hasRequired(body)
                && (missingInGroup == 0 || broken(1, missingInGroup));
    }

    private boolean hasRequired(MessageDefinition section) {
        for (int n = 0; n < section.requiredCount(); n++) {
            int tag = section.required(n);
            if (seen[tag] != generation) {
                return broken(1, tag);
            }
        }
        return true;
    }

    private int stopWithoutDelimiter(GroupDefinition group, int tag) {
        violation.words = "The group " + group.countTag() + " must set the delimiter field " + group.delimiter();
        return stop(15, tag);
    }

    private int stop(int reason, int tag) {
        violation.sessionRejectReason = reason;
        violation.refTagId = tag;
        return BROKEN;
    }

    private boolean broken(int reason, int tag) {
        stop(reason, tag);
        return false;
    }
}
