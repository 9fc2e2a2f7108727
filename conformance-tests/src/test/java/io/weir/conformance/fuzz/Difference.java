package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.dictionary.FieldType;
import io.weir.fix.dictionary.GroupDefinition;
import io.weir.fix.dictionary.MessageDefinition;
import io.weir.fix.dictionary.ValidationSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message that two engines read differently: its fields as texts, and what each engine says. */
final class Difference {
    private static final int FIRST_USER_TAG = 5000;
    private static final int HOPS = 627;

    private final FixParser.Result result;
    private final List<String> fields = new ArrayList<>();
    private final ValidationSettings settings;
    private final Reading ours;
    private final Reading theirs;
    /** The index of the first field that our parser could not read. */
    private final int unread;

    Difference(byte[] bytes, ValidationSettings settings, Reading ours, Reading theirs) {
        this.settings = settings;
        this.ours = ours;
        this.theirs = theirs;
        FixMessage message = new FixMessage();
        result = FixParser.parse(bytes, 0, bytes.length, message);
        unread = message.fieldCount();
        int at = 0;
        for (int i = 0; i < unread; i++) {
            fields.add(message.tag(i) + "=" + message.text(i));
            at = message.valueEnd(i) + 1;
        }
        for (String rest : Ascii.text(bytes, at, bytes.length).split("\u0001", -1)) {
            fields.add(rest);
        }
        fields.remove(fields.size() - 1);
    }

    FixParser.Result result() {
        return result;
    }

    int unread() {
        return unread;
    }

    ValidationSettings settings() {
        return settings;
    }

    Reading ours() {
        return ours;
    }

    Reading theirs() {
        return theirs;
    }

    static Dictionary dictionary() {
        return MessageDraft.DICTIONARY;
    }

    static boolean isHeader(int tag) {
        return dictionary().header().has(tag);
    }

    static boolean isTrailer(int tag) {
        return dictionary().trailer().has(tag);
    }

    int size() {
        return fields.size();
    }

    /** The tag of a field; -1 where it has none. */
    int tag(int field) {
        String text = fields.get(field);
        byte[] bytes = Ascii.bytes(text.substring(0, Math.max(0, text.indexOf('='))));
        return (int) Math.min(Ascii.parseUnsigned(bytes, 0, bytes.length), Integer.MAX_VALUE);
    }

    String value(int field) {
        return fields.get(field).substring(fields.get(field).indexOf('=') + 1);
    }

    /** The first field with a tag from a place on, or -1. */
    int find(int tag, int from) {
        for (int i = from; i < fields.size(); i++) {
            if (tag(i) == tag) {
                return i;
            }
        }
        return -1;
    }

    /** The last field with a tag, or -1. */
    int findLast(int tag) {
        int last = fields.size() - 1;
        while (last >= 0 && tag(last) != tag) {
            last--;
        }
        return last;
    }

    /** Whether a tag is of the header's group of hops. */
    static boolean isHopField(int tag) {
        GroupDefinition hops = dictionary().header().group(HOPS);
        return hops != null && hops.positionOf(tag) >= 0;
    }

    /** The first field with a tag and another value than this one, or -1. */
    int findOther(int tag, String value) {
        for (int i = 3; i < fields.size(); i++) {
            if (tag(i) == tag && !value(i).equals(value)) {
                return i;
            }
        }
        return -1;
    }

    /** A value that is right for a tag. */
    static String right(int tag) {
        FieldType type = dictionary().type(tag);
        List<String> values = dictionary().values(tag);
        return !values.isEmpty() ? values.get(0) : type == null ? "1" : MessageDraft.plain(type);
    }

    private @Nullable MessageDefinition message() {
        for (MessageDefinition each : dictionary().messages()) {
            if (each.msgType().equals(value(2))) {
                return each;
            }
        }
        return null;
    }

    // ---- mending

    /** The body with a length field's value made that of the field behind it; null where that is not its data. */
    @Nullable
    String withDataLength(int field) {
        String right =
                field + 1 < fields.size() ? Integer.toString(value(field + 1).length()) : "";
        return field + 1 < fields.size()
                        && FixParser.dataTagOf(tag(field)) == tag(field + 1)
                        && !right.equals(value(field))
                ? with(field, right)
                : null;
    }

    /** The body with the first of a length's fields made right that is wrong; null where none is, or the tag is no length. */
    @Nullable
    String withDataLengths(int tag) {
        String right = null;
        for (int i = find(tag, 3); right == null && FixParser.dataTagOf(tag) != 0 && i >= 0; i = find(tag, i + 1)) {
            right = withDataLength(i);
        }
        return right;
    }

    /** The body without the first field behind a group's count that has no place there and is allowed; null without one. */
    @Nullable
    String withoutForeignBehindGroup() {
        MessageDefinition message = message();
        List<GroupDefinition> open = new ArrayList<>();
        for (int i = 3; message != null && i < fields.size() - 1; i++) {
            int tag = tag(i);
            boolean behind = !open.isEmpty();
            while (!open.isEmpty() && open.get(open.size() - 1).positionOf(tag) < 0) {
                open.remove(open.size() - 1);
            }
            GroupDefinition group = open.isEmpty() ? message.group(tag) : nested(open.get(open.size() - 1), tag);
            boolean foreign = open.isEmpty() && !message.has(tag) && !isTrailer(tag);
            if (behind && foreign && isTolerated(tag)) {
                return without(i);
            }
            if (group != null) {
                open.add(group);
            }
        }
        return null;
    }

    private boolean isTolerated(int tag) {
        return tag >= FIRST_USER_TAG ? !settings.validateUserDefinedFields() : settings.allowUnknownMsgFields();
    }

    private static @Nullable GroupDefinition nested(GroupDefinition group, int tag) {
        return group.nested(group.positionOf(tag));
    }

    /** The group of a message that has a tag as its member, at any depth; null where none has. */
    private static @Nullable GroupDefinition groupWith(GroupDefinition group, int tag) {
        GroupDefinition found = group.positionOf(tag) >= 0 ? group : null;
        for (int position = 0; found == null && position < group.size(); position++) {
            GroupDefinition nested = group.nested(position);
            found = nested == null ? null : groupWith(nested, tag);
        }
        return found;
    }

    private @Nullable GroupDefinition groupWith(int tag) {
        MessageDefinition message = message();
        GroupDefinition found = isHopField(tag) ? dictionary().header().group(HOPS) : null;
        for (int each = 1; message != null && found == null && each <= MessageDraft.LAST_TAG; each++) {
            GroupDefinition group = message.group(each);
            found = group == null ? null : groupWith(group, tag);
        }
        return found;
    }

    private static boolean isMember(GroupDefinition group, int tag) {
        return groupWith(group, tag) != null;
    }

    /** Whether a tag counts a group of this message. */
    boolean isCount(int tag) {
        MessageDefinition message = message();
        GroupDefinition group = groupWith(tag);
        return dictionary().type(tag) == FieldType.NUMINGROUP
                || (message != null && message.group(tag) != null)
                || (group != null && nested(group, tag) != null);
    }

    /** The body without the second of two equal members of an entry, whose value the first one gets; null without such. */
    @Nullable
    String withOneInEntry(int tag) {
        GroupDefinition group = groupWith(tag);
        int first = -1;
        for (int i = 3; group != null && i < fields.size(); i++) {
            if (tag(i) == tag && first >= 0) {
                with(first, value(i));
                return without(i);
            }
            first = tag(i) == tag ? i : tag(i) == group.delimiter() ? -1 : first;
        }
        return null;
    }

    /** The body with a required field that is missing in header, body or a group's entries; null where it is not. */
    @Nullable
    String withMissing(int tag) {
        MessageDefinition message = message();
        if (isHeader(tag) && find(tag, 0) < 0) {
            fields.add(3, tag + "=" + right(tag));
            return body();
        }
        if (message != null && message.has(tag) && find(tag, 0) < 0) {
            fields.add(3 + headerFields(), tag + "=" + right(tag));
            return body();
        }
        for (int i = 3; message != null && i < fields.size(); i++) {
            GroupDefinition group = message.group(tag(i));
            if (group != null && group.positionOf(tag) > 0 && complete(group, i, tag)) {
                return body();
            }
        }
        return null;
    }

    private int headerFields() {
        int count = 0;
        while (3 + count < fields.size() && isHeader(tag(3 + count))) {
            count++;
        }
        return count;
    }

    /** Adds a member to each entry of the group that lacks it; false where none does. */
    private boolean complete(GroupDefinition group, int countField, int tag) {
        boolean changed = false;
        boolean has = true;
        int i = countField + 1;
        while (i <= fields.size()) {
            boolean inside = i < fields.size() && isMember(group, tag(i));
            int position = inside ? group.positionOf(tag(i)) : -1;
            if (!has && (!inside || position == 0 || position > group.positionOf(tag))) {
                fields.add(i, tag + "=" + right(tag));
                changed = true;
                has = true;
            } else if (inside) {
                has = position == 0 ? false : has || tag(i) == tag;
                i++;
            } else {
                break;
            }
        }
        return changed;
    }

    /** The body with a right value wherever a tag stands; null where each is so already. */
    @Nullable
    String withRight(int tag) {
        String body = null;
        for (int at = findOther(tag, right(tag)); at >= 0; at = findOther(tag, right(tag))) {
            body = with(at, right(tag));
        }
        return body;
    }

    /** Whether a tag is a member of a group within a group of this message. */
    boolean isNested(int tag) {
        MessageDefinition message = message();
        GroupDefinition group = groupWith(tag);
        return message != null && group != null && message.group(group.countTag()) == null;
    }

    /** Whether a tag is a member of some group, or counts a nested one. */
    boolean isMember(int tag) {
        return groupWith(tag) != null || isCount(tag);
    }

    /** The body with each count of a group as the delimiters behind it say; null where they say so already. */
    @Nullable
    String withCounted(int count) {
        GroupDefinition group = countedBy(count);
        String body = null;
        for (int at = find(count, 0); group != null && at >= 0; at = find(count, at + 1)) {
            int next = find(count, at + 1);
            int end = next < 0 ? size() : next;
            int entries = 0;
            for (int i = at + 1; i < end && isMember(group, tag(i)); i++) {
                entries += tag(i) == group.delimiter() ? 1 : 0;
            }
            String right = Integer.toString(entries);
            if (value(at).matches("\\d{1,6}") && !value(at).equals(right)) {
                body = with(at, right);
            }
        }
        return body;
    }

    private static @Nullable GroupDefinition countedBy(@Nullable GroupDefinition group, int count) {
        if (group == null || group.countTag() == count) {
            return group;
        }
        GroupDefinition found = null;
        for (int position = 0; found == null && position < group.size(); position++) {
            found = countedBy(group.nested(position), count);
        }
        return found;
    }

    /** The group of this message that a tag counts, at any depth; null where it counts none. */
    private @Nullable GroupDefinition countedBy(int count) {
        MessageDefinition message = message();
        GroupDefinition found = countedBy(dictionary().header().group(HOPS), count);
        for (int each = 1; message != null && found == null && each <= MessageDraft.LAST_TAG; each++) {
            found = countedBy(message.group(each), count);
        }
        return found;
    }

    /** The body with one field left out. */
    String without(int field) {
        fields.remove(field);
        return body();
    }

    /** Whether the last field is data, which has taken in what follows it. */
    boolean endsInData() {
        int last = fields.size() - 1;
        return last > 3 && FixParser.dataTagOf(tag(last - 1)) == tag(last);
    }

    /** The body without its last field, which holds the CheckSum within it, and without that field's length. */
    String withoutLast() {
        fields.remove(fields.size() - 1);
        fields.set(fields.size() - 1, "10=");
        return body();
    }

    /** The body with another value in a field. */
    String with(int field, String value) {
        fields.set(field, fields.get(field).substring(0, fields.get(field).indexOf('=') + 1) + value);
        return body();
    }

    /** The body with a field moved. */
    String moved(int field, int to) {
        fields.add(to, fields.remove(field));
        return body();
    }

    private String body() {
        // 8 and 9 in front and 10 at the end are made anew.
        return String.join("\u0001", fields.subList(2, fields.size() - 1)) + "\u0001";
    }
}
