package io.weir.conformance.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The bytes of an input, read as a row of decisions.
 *
 * <p>Each decision takes few bytes, so that a fuzzer that changes a byte changes one decision and the rest keeps its
 * meaning. Where the bytes have ended, every decision is 0.
 */
final class Choices {
    private final byte[] bytes;
    private int at;

    Choices(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether decisions are left. */
    boolean more() {
        return at < bytes.length;
    }

    /** From 0 to 255. */
    int octet() {
        return at < bytes.length ? bytes[at++] & 0xff : 0;
    }

    /** From 0 to bound - 1. */
    int below(int bound) {
        int value = octet();
        if (bound > 256) {
            value = value << 8 | octet();
        }
        return value % bound;
    }

    boolean flip() {
        return (octet() & 1) != 0;
    }

    /** True once in so many. */
    boolean once(int in) {
        return octet() % in == in - 1;
    }

    <T> T of(List<T> these) {
        return these.get(below(these.size()));
    }

    /** Some of the bytes as they are: their number is the first. */
    String text() {
        int length = Math.min(octet(), bytes.length - at);
        String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
        at += length;
        return text;
    }

    /** What is left, as it is. */
    String rest() {
        String text = new String(bytes, at, bytes.length - at, StandardCharsets.ISO_8859_1);
        at = bytes.length;
        return text;
    }
}
