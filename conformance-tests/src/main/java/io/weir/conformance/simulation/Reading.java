package io.weir.conformance.simulation;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FrameCutter;
import java.util.function.Consumer;

/** Cuts what arrives at a party into messages, as text from 35 on. */
final class Reading implements FrameCutter.Listener {
    private final Consumer<String> arrived;
    private final World world;

    Reading(Consumer<String> arrived, World world) {
        this.arrived = arrived;
        this.world = world;
    }

    /** The message as its reader wants it: with bars, without BeginString, BodyLength and CheckSum. */
    static String text(byte[] bytes, int start, int end) {
        String whole = Ascii.text(bytes, start, end).replace('\u0001', '|');
        return whole.substring(whole.indexOf("|35=") + 1, whole.lastIndexOf("10="));
    }

    static String text(byte[] bytes) {
        return text(bytes, 0, bytes.length);
    }

    @Override
    public void frame(byte[] bytes, int start, int end) {
        arrived.accept(text(bytes, start, end));
    }

    @Override
    public void garbled(byte[] bytes, int start, int end) {
        world.fail("the gateway sends garbage: " + Ascii.readable(bytes, start, end));
    }

    @Override
    public void oversized(int maxMessageBytes) {
        world.fail("the gateway sends more than " + maxMessageBytes + " bytes at once");
    }
}
