package io.weir.fix.settings;

import io.weir.fix.codec.Ascii;
import io.weir.fix.order.Instrument;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The instruments by index and by symbol; a look-up by the bytes of a message allocates nothing. Immutable. */
public final class Instruments {
    private final List<Instrument> all;
    private final byte[][] symbols;
    /** Open addressing: index + 1 of an instrument, 0 where free; a power of two in size and at most half full. */
    private final int[] table;

    /**
     * Instruments whose index is their position.
     *
     * @throws IllegalArgumentException if an index is not its position, or a symbol occurs twice
     */
    public Instruments(List<Instrument> instruments) {
        all = List.copyOf(instruments);
        symbols = new byte[all.size()][];
        table = new int[Integer.highestOneBit(Math.max(4, all.size() * 4 - 1))];
        for (int position = 0; position < symbols.length; position++) {
            add(all.get(position), position);
        }
    }

    /**
     * Reads a CSV file.
     *
     * @throws SettingsException with everything that is wrong
     */
    public static Instruments load(Path path) throws SettingsException {
        return InstrumentsFile.load(path);
    }

    private void add(Instrument instrument, int position) {
        if (instrument.index() != position) {
            throw new IllegalArgumentException(
                    instrument.symbol() + " has index " + instrument.index() + ", not its position " + position);
        }
        byte[] symbol = Ascii.bytes(instrument.symbol());
        int slot = slotOf(symbol, 0, symbol.length);
        if (table[slot] != 0) {
            throw new IllegalArgumentException(instrument.symbol() + " occurs twice");
        }
        symbols[position] = symbol;
        table[slot] = position + 1;
    }

    private int slotOf(byte[] bytes, int start, int end) {
        int mask = table.length - 1;
        int slot = (int) Ascii.hash(bytes, start, end) & mask;
        while (table[slot] != 0) {
            byte[] symbol = symbols[table[slot] - 1];
            if (Arrays.equals(symbol, 0, symbol.length, bytes, start, end)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** How many there are. */
    public int size() {
        return all.size();
    }

    /** The instrument of an index. */
    public Instrument get(int index) {
        return all.get(index);
    }

    /** All of them, by index. */
    public List<Instrument> all() {
        return all;
    }

    /** The index of the instrument whose symbol is in bytes[start, end), or -1. */
    public int indexOf(byte[] bytes, int start, int end) {
        return table[slotOf(bytes, start, end)] - 1;
    }

    /** The index of a symbol's instrument, or -1. */
    public int indexOf(String symbol) {
        byte[] bytes = Ascii.bytes(symbol);
        return indexOf(bytes, 0, bytes.length);
    }
}
