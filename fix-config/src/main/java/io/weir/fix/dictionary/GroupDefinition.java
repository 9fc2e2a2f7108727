package io.weir.fix.dictionary;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A repeating group: its count, its first field and the order of its members. Immutable. */
public final class GroupDefinition {
    private final int countTag;
    private final int[] members;
    private final @Nullable GroupDefinition[] nested;
    private final int[] required;
    /** Open addressing: position + 1 of a member by its tag, 0 where free. */
    private final int[] table;

    /**
     * A group.
     *
     * @param members the tags of an entry in their order, the first one begins each entry
     * @param nested for each member that is a count, its group; else null
     * @param required positions of the members that each entry must have
     */
    GroupDefinition(
            int countTag, List<Integer> members, List<@Nullable GroupDefinition> nested, List<Integer> required) {
        this.countTag = countTag;
        this.members = members.stream().mapToInt(Integer::intValue).toArray();
        this.nested = nested.toArray(new @Nullable GroupDefinition[0]);
        this.required = required.stream().mapToInt(Integer::intValue).toArray();
        table = new int[Integer.highestOneBit(this.members.length * 4)];
        for (int position = this.members.length - 1; position >= 0; position--) {
            table[slotOf(this.members[position])] = position + 1;
        }
    }

    private int slotOf(int tag) {
        int mask = table.length - 1;
        int slot = ((tag * 0x9E3779B9) >>> 16) & mask;
        while (table[slot] != 0 && members[table[slot] - 1] != tag) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The tag that says how many entries follow. */
    public int countTag() {
        return countTag;
    }

    /** The tag that begins each entry. */
    public int delimiter() {
        return members[0];
    }

    /** How many members an entry can have. */
    public int size() {
        return members.length;
    }

    /** The tag of the member at a position. */
    public int member(int position) {
        return members[position];
    }

    /** The position of a member, or -1 for a tag that is none. */
    public int positionOf(int tag) {
        return table[slotOf(tag)] - 1;
    }

    /** The group whose count is the member at a position, or null where that is a plain field. */
    public @Nullable GroupDefinition nested(int position) {
        return nested[position];
    }

    /** How many members each entry must have. */
    int requiredCount() {
        return required.length;
    }

    /** The position of one of the members that each entry must have. */
    int required(int n) {
        return required[n];
    }
}
