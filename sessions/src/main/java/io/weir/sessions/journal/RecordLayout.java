package io.weir.sessions.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of a record: a header of 48 bytes, the payload, zeros up to a multiple of 8; little endian.
 *
 * <pre>
 *  0  int   length of header and payload; 0 means that nothing is written here yet
 *  4  int   CRC32C, see {@link RecordChecksum}
 *  8  byte  type
 *  9  byte  flags
 * 10  short 0
 * 12  int   source
 * 16  long  position of this record
 * 24  long  monotonic time, nanoseconds
 * 32  long  UTC, nanoseconds since the epoch
 * 40  long  aux
 * 48        payload
 * </pre>
 */
final class RecordLayout {
    static final int LENGTH = 0;
    static final int CRC = 4;
    static final int TYPE = 8;
    static final int FLAGS = 9;
    static final int RESERVED = 10;
    static final int SOURCE = 12;
    static final int POSITION = 16;
    static final int MONO_NANOS = 24;
    static final int UTC_NANOS = 32;
    static final int AUX = 40;
    static final int HEADER_BYTES = 48;

    /** On a {@link RecordType#Durable}: the records that follow are synced, so bytes wait for the durable position. */
    static final byte FLAG_SYNCED = 1;
    /** On a {@link RecordType#Durable}: the journal was closed cleanly behind this record. */
    static final byte FLAG_CLOSED = 2;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private RecordLayout() {}

    /** The room that a record of this length takes. */
    static int aligned(int length) {
        return (length + 7) & ~7;
    }

    static int getInt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static long getLong(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void putInt(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static void putShort(byte[] bytes, int at, short value) {
        SHORT.set(bytes, at, value);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }
}
