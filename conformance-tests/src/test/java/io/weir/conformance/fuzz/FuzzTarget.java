package io.weir.conformance.fuzz;

import java.util.Locale;

/** What is fuzzed. */
enum FuzzTarget {
    FRAMES(FrameTarget.class, 2000, 120, "io.weir.fix.codec.FixFraming:io.weir.fix.codec.FrameCutter"),
    MESSAGES(MessageTarget.class, 3000, 150, "io.weir.fix.codec.**:io.weir.fix.dictionary.**"),
    SESSIONS(SessionTarget.class, 60, 300, "io.weir.sessions.protocol.**:io.weir.sessions.sequencer.**");

    private final Class<?> entry;
    private final int seeds;
    private final int longest;
    private final String guides;

    FuzzTarget(Class<?> entry, int seeds, int longest, String guides) {
        this.entry = entry;
        this.seeds = seeds;
        this.longest = longest;
        this.guides = guides;
    }

    void take(byte[] input) {
        switch (this) {
            case FRAMES -> FrameTarget.fuzzerTestOneInput(input);
            case MESSAGES -> MessageTarget.fuzzerTestOneInput(input);
            case SESSIONS -> SessionTarget.fuzzerTestOneInput(input);
        }
    }

    /** The class that Jazzer calls. */
    Class<?> entry() {
        return entry;
    }

    /** How many random inputs each build tries. */
    int seeds() {
        return seeds;
    }

    /** The longest input, in bytes. */
    int longest() {
        return longest;
    }

    /** The classes whose coverage guides Jazzer. */
    String guides() {
        return guides;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
