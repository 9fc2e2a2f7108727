package io.weir.fix.dictionary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message type: the tags it may have, those it must have, and its groups. Immutable. */
public final class MessageDefinition {
    /** The role of a plain field; larger ones are groups, 0 is no member. */
    static final int FIELD = 1;

    private final String msgType;
    private final String name;
    /** By tag: 0 where the message has no such member, 1 for a field, else the group's number + 2. */
    private final short[] roles;

    private final GroupDefinition[] groups;
    private final int[] required;

    /**
     * A message type.
     *
     * @param tags how many tags the dictionary's tables have room for
     * @param fields the tags of its fields; those of the groups' counts need not be among them
     */
    MessageDefinition(
            String msgType,
            String name,
            int tags,
            List<Integer> fields,
            List<GroupDefinition> groups,
            List<Integer> required) {
        this.msgType = msgType;
        this.name = name;
        this.groups = groups.toArray(new GroupDefinition[0]);
        this.required = required.stream().mapToInt(Integer::intValue).toArray();
        roles = new short[tags];
        for (int tag : fields) {
            roles[tag] = FIELD;
        }
        for (int i = 0; i < this.groups.length; i++) {
            roles[this.groups[i].countTag()] = (short) (i + FIELD + 1);
        }
    }

    /** MsgType (35); empty for header and trailer. */
    public String msgType() {
        return msgType;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The role of a tag that is within the dictionary's tables. */
    int role(int tag) {
        return tag < roles.length ? roles[tag] : 0;
    }

    /** The group of a role above {@link #FIELD}. */
    GroupDefinition groupOf(int role) {
        return groups[role - FIELD - 1];
    }

    /** Whether a tag is a field or a group's count of it, outside of groups. */
    public boolean has(int tag) {
        return tag >= 0 && tag < roles.length && roles[tag] != 0;
    }

    /** The group of a count, or null where the tag is no group's count here. */
    public @Nullable GroupDefinition group(int tag) {
        return tag >= 0 && tag < roles.length && roles[tag] > FIELD ? groups[roles[tag] - FIELD - 1] : null;
    }

    /** How many tags it must have. */
    public int requiredCount() {
        return required.length;
    }

    /** One of the tags it must have. */
    public int required(int n) {
        return required[n];
    }
}
