package io.weir.gateway.orders;

import io.weir.fix.codec.Ascii;
import io.weir.fix.state.StateStream;

/**
 * Ids of ours: OrderID, ExecID and the ClOrdIDs of children; instance, boot number, counter, in [A-Z0-9], at most 16 long.
 *
 * <p>The boot number is on the disk before the first event of a boot, so no id is given twice, whatever is lost. As a number
 * an id is boot << 40 | counter. Confined to the core thread.
 */
public final class Ids {
    /** The longest id of ours. */
    public static final int MAX_LENGTH = 16;

    /** Not an id of ours. */
    public static final long NONE = 0;

    private static final int BASE = 36;
    private static final int BOOT_DIGITS = 4;
    private static final int COUNTER_DIGITS = 8;
    private static final int COUNTER_BITS = 40;
    private static final byte[] DIGITS = Ascii.bytes("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /** The two digits of each number below 36 x 36: ids are written six times an order. */
    private static final byte[] PAIRS = new byte[BASE * BASE * 2];

    static {
        for (int i = 0; i < BASE * BASE; i++) {
            PAIRS[i * 2] = DIGITS[i / BASE];
            PAIRS[i * 2 + 1] = DIGITS[i % BASE];
        }
    }

    private final byte[] instance;
    private long boot;
    private long counter;

    /** Ids of an instance: 1 to 4 of [A-Z0-9]. */
    public Ids(String instance) {
        this.instance = Ascii.bytes(instance);
    }

    /** A process has begun. */
    public void boot(long newBoot) {
        boot = newBoot;
        counter = 0;
    }

    /** Goes on behind another's numbers. */
    void adopt(Ids before) {
        boot = before.boot;
        counter = before.counter;
    }

    /** A number never given before. */
    public long next() {
        return (boot << COUNTER_BITS) | ++counter;
    }

    /** The ids since this number were never given. */
    public void back(long last) {
        if (last >>> COUNTER_BITS == boot) {
            counter = last & ((1L << COUNTER_BITS) - 1);
        }
    }

    /** This id was given: the next one is behind it. */
    public void given(long id) {
        if (id > last() && id >>> COUNTER_BITS == boot) {
            back(id);
        }
    }

    /** The number that was given last. */
    public long last() {
        return (boot << COUNTER_BITS) | counter;
    }

    /** The length of each id. */
    public int length() {
        return instance.length + BOOT_DIGITS + COUNTER_DIGITS;
    }

    /** Writes the text of an id; returns its end. */
    public int write(byte[] bytes, int at, long id) {
        System.arraycopy(instance, 0, bytes, at, instance.length);
        int end = at + instance.length;
        digits(bytes, end, id >>> COUNTER_BITS, BOOT_DIGITS);
        end += BOOT_DIGITS;
        digits(bytes, end, id & ((1L << COUNTER_BITS) - 1), COUNTER_DIGITS);
        return end + COUNTER_DIGITS;
    }

    private static void digits(byte[] bytes, int at, long value, int width) {
        long rest = value;
        for (int p = at + width - 2; p >= at; p -= 2) {
            long next = rest / (BASE * BASE);
            int pair = (int) (rest - next * (BASE * BASE)) * 2;
            bytes[p] = PAIRS[pair];
            bytes[p + 1] = PAIRS[pair + 1];
            rest = next;
        }
    }

    /** The number of an id's text, or {@link #NONE} where it is none of ours. */
    public long read(byte[] bytes, int start, int end) {
        if (end - start != length()
                || !Ascii.equal(bytes, start, start + instance.length, instance, 0, instance.length)) {
            return NONE;
        }
        int at = start + instance.length;
        long readBoot = number(bytes, at, at + BOOT_DIGITS);
        long readCounter = number(bytes, at + BOOT_DIGITS, end);
        return readBoot < 0 || readCounter < 0 ? NONE : (readBoot << COUNTER_BITS) | readCounter;
    }

    private static long number(byte[] bytes, int start, int end) {
        long value = 0;
        for (int p = start; p < end; p++) {
            int c = bytes[p];
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * BASE + digit;
        }
        return value;
    }

    /** The text of an id. */
    public String text(long id) {
        byte[] bytes = new byte[MAX_LENGTH];
        return Ascii.text(bytes, 0, write(bytes, 0, id));
    }

    void state(StateStream state) {
        boot = state.of(boot);
        counter = state.of(counter);
    }

    /** Adds this to a state hash. */
    public long stateHash() {
        return (boot << COUNTER_BITS) | counter;
    }
}
