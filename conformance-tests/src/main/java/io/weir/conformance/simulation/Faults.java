package io.weir.conformance.simulation;

import java.util.EnumSet;
import java.util.Set;

/** Which kinds of trouble a world knows. */
record Faults(Set<Kind> kinds) {
    /** A kind of trouble. */
    enum Kind {
        /** Connections break. */
        CUT,
        /** Connections break, and nobody hears of it. */
        SILENCE,
        /** Bytes take seconds. */
        SLOW_NETWORK,
        /** The process is killed. */
        KILL,
        /** The power fails. */
        POWER,
        /** An operation of the disk fails. */
        DISK_ERROR,
        /** Writes are short. */
        SHORT_WRITE,
        /** The disk takes its time. */
        SLOW_DISK,
        /** The wall clock is set. */
        CLOCK_STEP,
        /** The machine stands still. */
        PAUSE,
        /** Brokers lose their numbers, clients reset theirs. */
        RESET,
        /** Operators use the kill switch. */
        KILL_SWITCH,
        /** The disk is nearly full. */
        LOW_SPACE,
        /** Operators end the process in order, and change the limits. */
        STOP,
        /** Operators log sessions out, reset and edit them, and decide what is different at brokers. */
        OPERATORS,
        /** A night passes. */
        NIGHT,
        /** Snapshots rot on the disk. */
        ROT
    }

    Faults {
        kinds = Set.copyOf(kinds);
    }

    static Faults all() {
        return new Faults(EnumSet.allOf(Kind.class));
    }

    boolean has(Kind kind) {
        return kinds.contains(kind);
    }

    Faults without(Kind kind) {
        EnumSet<Kind> fewer = EnumSet.allOf(Kind.class);
        fewer.retainAll(kinds);
        fewer.remove(kind);
        return new Faults(fewer);
    }
}
