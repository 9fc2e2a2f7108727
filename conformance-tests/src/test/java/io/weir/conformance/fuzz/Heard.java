package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FrameCutter;
import java.util.ArrayList;
import java.util.List;

/** What a cutter tells: {@code frame ...}, {@code wrong ...} with a wrong CheckSum, {@code noise}, {@code oversized}. */
final class Heard implements FrameCutter.Listener {
    private static final int SMALLEST_BUFFER = 4096;

    private final FrameCutter cutter;
    private final int maxMessageBytes;
    private final List<String> lines = new ArrayList<>();
    private int largestPiece;

    Heard(int maxMessageBytes, FixFraming.Recovery recovery) {
        this.maxMessageBytes = maxMessageBytes;
        cutter = new FrameCutter(new FrameCutter.Rules(maxMessageBytes, recovery, true), this);
    }

    void add(byte[] stream, int from, int to) {
        largestPiece = Math.max(largestPiece, to - from);
        cutter.add(stream, from, to);
    }

    List<String> lines() {
        return lines;
    }

    /** Whether the buffer is as small as it must be. */
    boolean isBounded() {
        return cutter.buffer().length <= Math.max(SMALLEST_BUFFER, 2 * (maxMessageBytes + largestPiece));
    }

    @Override
    public void frame(byte[] bytes, int start, int end) {
        lines.add("frame " + Ascii.text(bytes, start, end));
    }

    @Override
    public void garbled(byte[] bytes, int start, int end) {
        int length = FixFraming.next(bytes, start, end, maxMessageBytes, FixFraming.Recovery.NEXT_MESSAGE);
        lines.add(length == end - start ? "wrong " + Ascii.text(bytes, start, end) : "noise");
    }

    @Override
    public void oversized(int bound) {
        lines.add("oversized");
    }
}
