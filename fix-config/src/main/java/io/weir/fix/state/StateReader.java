package io.weir.fix.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads state back from the bytes of a {@link StateWriter}; what does not fit is a {@link StateException}. Confined to one thread. */
public final class StateReader extends StateStream {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int at;
    private int end;
    private String section = "state";
    private final List<String> words = new ArrayList<>();

    /** Reads bytes[start, end). */
    public StateReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** Whether everything has been read. */
    public boolean isAtEnd() {
        return at == end;
    }

    private void need(int more) {
        if (more < 0 || end - at < more) {
            throw new StateException(where() + ": ends before all of it is read");
        }
    }

    @Override
    public boolean isReading() {
        return true;
    }

    @Override
    public long of(long value) {
        long rest = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            need(1);
            byte next = bytes[at++];
            rest |= (next & 0x7fL) << shift;
            if (next >= 0) {
                return (rest >>> 1) ^ -(rest & 1);
            }
        }
        throw new StateException(where() + ": a number without an end");
    }

    @Override
    public int of(int value) {
        long read = of((long) value);
        if (read != (int) read) {
            throw new StateException(where() + ": " + read + " is too large a number here");
        }
        return (int) read;
    }

    @Override
    public boolean of(boolean value) {
        need(1);
        return bytes[at++] != 0;
    }

    @Override
    public String of(String value) {
        int length = count(0);
        need(length);
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    @Override
    public <E extends Enum<E>> E of(E value) {
        int number = count(0);
        if (number > words.size()) {
            throw new StateException(where() + ": word " + number + " is none");
        }
        if (number == words.size()) {
            words.add(of(""));
        }
        String name = words.get(number);
        try {
            return Enum.valueOf(value.getDeclaringClass(), name);
        } catch (IllegalArgumentException e) {
            throw new StateException(
                    where() + ": " + name + " is no "
                            + value.getDeclaringClass().getSimpleName(),
                    e);
        }
    }

    @Override
    public byte[] bytes(byte[] array, int size) {
        need(size);
        byte[] copy = Arrays.copyOfRange(bytes, at, at + size);
        at += size;
        return copy;
    }

    @Override
    public long fixed(long value) {
        need(Long.BYTES);
        long read = (long) LONGS.get(bytes, at);
        at += Long.BYTES;
        return read;
    }

    @Override
    public void section(String name, int version, Runnable body) {
        String found = of(name);
        if (!found.equals(name)) {
            throw new StateException(where() + ": section " + found + " where " + name + " is expected");
        }
        int foundVersion = of(version);
        if (foundVersion != version) {
            throw new StateException(
                    "section " + name + " has version " + foundVersion + ", this build reads " + version);
        }
        need(Integer.BYTES);
        int length = (int) INTS.get(bytes, at);
        at += Integer.BYTES;
        need(length);
        String around = section;
        int endAround = end;
        section = name;
        end = at + length;
        body.run();
        if (at != end) {
            throw new StateException(where() + ": " + (end - at) + " bytes more than this build reads");
        }
        end = endAround;
        section = around;
    }

    @Override
    protected String where() {
        return "section " + section;
    }
}
