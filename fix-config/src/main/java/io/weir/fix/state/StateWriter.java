package io.weir.fix.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes state into bytes. Confined to one thread. */
public final class StateWriter extends StateStream {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_NUMBER = 10;
    private static final int MOST = Integer.MAX_VALUE - 64;

    private byte[] buffer = new byte[1 << 16];
    private int length;
    private String section = "state";
    private final Map<Enum<?>, Integer> words = new LinkedHashMap<>();

    /** What was written is in [0, {@link #length()}). */
    public byte[] buffer() {
        return buffer;
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }

    /** Begins anew in the same buffer. */
    public void clear() {
        length = 0;
        words.clear();
    }

    private void room(int more) {
        if (buffer.length - length < more) {
            long wanted = Math.max(length + (long) more, buffer.length * 2L);
            if (length + (long) more > MOST) {
                throw new StateException(where() + ": the state is longer than " + MOST + " bytes");
            }
            buffer = Arrays.copyOf(buffer, (int) Math.min(wanted, MOST));
        }
    }

    @Override
    public boolean isReading() {
        return false;
    }

    @Override
    public long of(long value) {
        room(LONGEST_NUMBER);
        long rest = (value << 1) ^ (value >> 63);
        int at = length;
        while ((rest & ~0x7fL) != 0) {
            buffer[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[at++] = (byte) rest;
        length = at;
        return value;
    }

    @Override
    public int of(int value) {
        of((long) value);
        return value;
    }

    @Override
    public boolean of(boolean value) {
        room(1);
        buffer[length++] = (byte) (value ? 1 : 0);
        return value;
    }

    @Override
    public String of(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        of(bytes.length);
        bytes(bytes, bytes.length);
        return value;
    }

    @Override
    public <E extends Enum<E>> E of(E value) {
        Integer number = words.get(value);
        if (number == null) {
            words.put(value, words.size());
            of(words.size() - 1);
            of(value.name());
        } else {
            of(number.intValue());
        }
        return value;
    }

    @Override
    public byte[] bytes(byte[] array, int size) {
        room(size);
        System.arraycopy(array, 0, buffer, length, size);
        length += size;
        return array;
    }

    @Override
    public long fixed(long value) {
        room(Long.BYTES);
        LONGS.set(buffer, length, value);
        length += Long.BYTES;
        return value;
    }

    @Override
    public void section(String name, int version, Runnable body) {
        String around = section;
        section = name;
        of(name);
        of(version);
        room(Integer.BYTES);
        int at = length;
        length += Integer.BYTES;
        body.run();
        INTS.set(buffer, at, length - at - Integer.BYTES);
        section = around;
    }

    @Override
    protected String where() {
        return section;
    }
}
