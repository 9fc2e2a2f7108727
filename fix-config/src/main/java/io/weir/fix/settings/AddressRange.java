package io.weir.fix.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The addresses that begin with the same bits: {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or one address alone. */
public final class AddressRange {
    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final byte[] first;
    private final int bits;

    private AddressRange(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /** The range of a text; null where it is none, as a host's name is not. Asks no name server. */
    public static @Nullable AddressRange parse(String text) {
        int slash = text.indexOf('/');
        byte[] first = address(slash < 0 ? text : text.substring(0, slash));
        if (first == null) {
            return null;
        }
        String length = slash < 0 ? Integer.toString(first.length * 8) : text.substring(slash + 1);
        int bits = length.matches("\\d{1,3}") ? Integer.parseInt(length) : -1;
        if (bits < 0 || bits > first.length * 8) {
            return null;
        }
        AddressRange range = new AddressRange(first, bits);
        return range.beginsAtItsFirst() ? range : null;
    }

    private static byte @Nullable [] address(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (UnknownHostException noAddress) {
            return null;
        }
    }

    private boolean beginsAtItsFirst() {
        for (int bit = bits; bit < first.length * 8; bit++) {
            if (bit(first, bit) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int bit(byte[] bytes, int bit) {
        return bytes[bit / 8] >> (7 - bit % 8) & 1;
    }

    /** Whether an address is in it. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != first.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            if (bit(bytes, bit) != bit(first, bit)) {
                return false;
            }
        }
        return true;
    }
}
