package io.weir.fix.order;

import org.jspecify.annotations.Nullable;

/**
 * The answer of risk to an intent: passed, or refused with the reason.
 *
 * @param refusal why the intent was refused, or null where it passed
 * @param text what a person reads, without the code; empty where it passed
 */
public record Verdict(@Nullable Refusal refusal, String text) {
    /** The intent passed every check. */
    public static final Verdict PASSED = new Verdict(null, "");

    /** A refusal. */
    public static Verdict refused(Refusal refusal, String text) {
        return new Verdict(refusal, text);
    }

    /** Whether the intent passed. */
    public boolean passed() {
        return refusal == null;
    }

    /** Text (58): the code, then the words. */
    public String message() {
        return refusal == null ? text : refusal.code() + " " + text;
    }
}
