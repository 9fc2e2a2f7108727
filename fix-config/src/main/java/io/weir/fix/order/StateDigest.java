package io.weir.fix.order;

import io.weir.fix.state.StateStream;
import java.util.function.Consumer;

/** A hash over what a class says of its state: nothing that is written can be missing in it. Confined to one thread. */
public final class StateDigest extends StateStream {
    private long hash = StateHash.SEED;

    /** The hash of what a body says. */
    public static long hash(Consumer<StateStream> body) {
        StateDigest digest = new StateDigest();
        body.accept(digest);
        return digest.hash;
    }

    @Override
    public boolean isReading() {
        return false;
    }

    @Override
    public long of(long value) {
        hash = StateHash.mix(hash, value);
        return value;
    }

    @Override
    public int of(int value) {
        hash = StateHash.mix(hash, value);
        return value;
    }

    @Override
    public boolean of(boolean value) {
        hash = StateHash.mix(hash, value);
        return value;
    }

    @Override
    public String of(String value) {
        hash = StateHash.mix(hash, value);
        return value;
    }

    @Override
    public <E extends Enum<E>> E of(E value) {
        hash = StateHash.mix(hash, value.name());
        return value;
    }

    @Override
    public byte[] bytes(byte[] array, int length) {
        for (int i = 0; i < length; i++) {
            hash = StateHash.mix(hash, array[i]);
        }
        return array;
    }

    @Override
    public long fixed(long value) {
        return of(value);
    }

    @Override
    public void section(String name, int version, Runnable body) {
        body.run();
    }

    @Override
    protected String where() {
        return "digest";
    }
}
