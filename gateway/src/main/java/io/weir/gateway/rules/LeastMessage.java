package io.weir.gateway.rules;

import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.dictionary.GroupDefinition;
import io.weir.fix.dictionary.MessageDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The body of a message that grows by what it is said to lack, until it lacks nothing. */
final class LeastMessage {
    private final @Nullable MessageDefinition definition;
    private final List<String> fields = new ArrayList<>();

    LeastMessage(Dictionary dictionary, String msgType) {
        definition = dictionary.message(Rehearsal.packed(msgType));
    }

    /** Adds a tag where it belongs, a group with its first entry; false where it is there already. */
    boolean add(int tag, IntFunction<String> sample) {
        if (positionOf(tag) >= 0) {
            return false;
        }
        GroupDefinition around = groupOf(tag);
        int at = around == null ? fields.size() : behind(around, tag);
        GroupDefinition group = around == null ? top(tag) : around.nested(around.positionOf(tag));
        if (group == null) {
            fields.add(at, tag + "=" + sample.apply(tag));
        } else {
            fields.add(at, tag + "=1");
            int first = group.delimiter();
            fields.add(at + 1, first + "=" + sample.apply(first));
        }
        return true;
    }

    private @Nullable GroupDefinition top(int tag) {
        return definition == null ? null : definition.group(tag);
    }

    private int positionOf(int tag) {
        for (int i = 0; i < fields.size(); i++) {
            if (Fields.tagOf(fields.get(i)) == tag) {
                return i;
            }
        }
        return -1;
    }

    /** The group that is there and has a tag as a member; the innermost one. */
    private @Nullable GroupDefinition groupOf(int tag) {
        GroupDefinition found = null;
        for (String field : fields) {
            GroupDefinition group = top(Fields.tagOf(field));
            while (group != null) {
                found = group.positionOf(tag) >= 0 ? group : found;
                group = nestedThatIsThere(group);
            }
        }
        return found;
    }

    private @Nullable GroupDefinition nestedThatIsThere(GroupDefinition group) {
        for (int i = 0; i < group.size(); i++) {
            if (group.nested(i) != null && positionOf(group.member(i)) >= 0) {
                return group.nested(i);
            }
        }
        return null;
    }

    /** Where a member goes: behind those of its entry that come before it. */
    private int behind(GroupDefinition group, int tag) {
        int at = positionOf(group.countTag()) + 1;
        while (at < fields.size()) {
            int position = group.positionOf(Fields.tagOf(fields.get(at)));
            boolean nested =
                    position < 0 && top(Fields.tagOf(fields.get(at))) == null && isWithin(group, fields.get(at));
            if (!nested && (position < 0 || position > group.positionOf(tag))) {
                break;
            }
            at++;
        }
        return at;
    }

    private static boolean isWithin(GroupDefinition group, String field) {
        for (int i = 0; i < group.size(); i++) {
            GroupDefinition nested = group.nested(i);
            if (nested != null && nested.positionOf(Fields.tagOf(field)) >= 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return new Fields(fields).toString();
    }
}
