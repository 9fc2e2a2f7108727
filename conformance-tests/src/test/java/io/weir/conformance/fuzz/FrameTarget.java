package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixFraming.Recovery;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One stream, cut at once, byte by byte and in pieces by choice: the same frames, the same garbled bytes, the same count of
 * them; the frames of {@link ReferenceFramer}; and a buffer that stays within its bound.
 */
public final class FrameTarget {
    private static final List<Integer> BOUNDS = List.of(1000, 64, 200, 70_000);
    /** A longer stream is not given byte by byte: that would take the time of a thousand others. */
    private static final int LONGEST_BY_BYTE = 400;

    private static final int LARGE_PIECE = 4000;
    private static final int[] EVERY_BYTE =
            IntStream.rangeClosed(1, LONGEST_BY_BYTE).toArray();

    private FrameTarget() {}

    /** Jazzer's entry. */
    public static void fuzzerTestOneInput(byte[] input) {
        Choices choices = new Choices(input);
        int bound = choices.of(BOUNDS);
        Recovery recovery = choices.flip() ? Recovery.ANNOUNCED_END : Recovery.NEXT_MESSAGE;
        byte[] stream = Ascii.bytes(choices.once(8) ? choices.rest().replace('|', '\u0001') : StreamDraft.of(choices));
        int[] pieces = pieces(choices, stream.length);

        List<String> atOnce = read(stream, new int[] {stream.length}, bound, recovery);
        String text = Ascii.text(stream, 0, stream.length);
        Stream read = new Stream(text, bound, recovery);
        read.same("the reference", null, ReferenceFramer.read(text, bound, recovery), withoutTail(atOnce));
        read.same("cut in pieces", pieces, atOnce, read(stream, pieces, bound, recovery));
        if (stream.length <= LONGEST_BY_BYTE) {
            read.same("byte by byte", null, atOnce, read(stream, EVERY_BYTE, bound, recovery));
        }
    }

    /** Where each piece ends. */
    private static int[] pieces(Choices choices, int length) {
        int[] ends = new int[length];
        int count = 0;
        int end = 0;
        while (end < length) {
            // Small pieces are where the trouble is; now and then a large one.
            int size = choices.octet();
            int piece = size < 200 ? 1 + size % 20 : size < 250 ? size : LARGE_PIECE;
            end = Math.min(length, end + (choices.more() ? piece : LARGE_PIECE));
            ends[count++] = end;
        }
        return Arrays.copyOf(ends, count);
    }

    private static List<String> read(byte[] stream, int[] ends, int bound, Recovery recovery) {
        Heard heard = new Heard(bound, recovery);
        int from = 0;
        for (int n = 0; n < ends.length && from < stream.length; n++) {
            heard.add(stream, from, ends[n]);
            from = ends[n];
            if (!heard.isBounded()) {
                throw new AssertionError(
                        "the buffer grows beyond its bound: " + Ascii.readable(stream, 0, stream.length));
            }
        }
        return heard.lines();
    }

    /** Noise at the end may still become a message to one reader, and not to another that looks further ahead. */
    private static List<String> withoutTail(List<String> lines) {
        boolean noise = !lines.isEmpty() && lines.get(lines.size() - 1).equals("noise");
        return noise ? lines.subList(0, lines.size() - 1) : lines;
    }

    private record Stream(String text, int bound, Recovery recovery) {
        void same(String what, int @Nullable [] pieces, List<String> expected, List<String> heard) {
            if (!expected.equals(heard)) {
                String ends = pieces == null ? "" : " " + Arrays.toString(pieces);
                String story = what + ends + " differs, bound " + bound + ", " + recovery + "\nstream   " + text
                        + "\nexpected " + expected + "\nheard    " + heard;
                throw new AssertionError(story.replace('\u0001', '|'));
            }
        }
    }
}
