package io.weir.fix.codec;

/**
 * Cuts messages out of a byte stream (FIX 4.4 volume 2, "Message integrity").
 *
 * <p>A message begins with {@code 8=FIX} and BodyLength; its end is where BodyLength says, and must be a CheckSum field.
 * Anything else is garbled: it is skipped to the next beginning, without an answer. BodyLength is capped before it is
 * believed.
 */
public final class FixFraming {
    /** The stream does not hold a whole message yet. */
    public static final int INCOMPLETE = 0;

    /** A frame larger than the bound was announced: close the connection. */
    public static final int OVERSIZED = Integer.MIN_VALUE;

    /** Where to look for the next message after one whose BodyLength is wrong. */
    public enum Recovery {
        /** At the next {@code 8=FIX} in the stream: no neighbour is lost. */
        NEXT_MESSAGE,
        /** Behind the announced end: the reading of QuickFIX, which swallows a neighbour that begins before it. */
        ANNOUNCED_END
    }

    private static final int TRAILER = 7;
    /** BeginString with its delimiter; a longer one is garbled, and need not be read again with each byte that comes. */
    private static final int LONGEST_BEGIN = 32;

    private FixFraming() {}

    /**
     * What the stream bytes[start, end) begins with.
     *
     * @return the length of the message there; minus the number of garbled bytes to skip; {@link #INCOMPLETE}; or
     *     {@link #OVERSIZED}
     */
    public static int next(byte[] bytes, int start, int end, int maxLength, Recovery recovery) {
        int available = end - start;
        int begin = beginning(bytes, start, end);
        if (begin != start) {
            return start - begin;
        }
        int limit = Math.min(end, start + LONGEST_BEGIN);
        int p = start + 2;
        while (p < limit && bytes[p] != Ascii.SOH) {
            p++;
        }
        if (p == limit) {
            return available >= LONGEST_BEGIN ? -skip(bytes, start, end) : INCOMPLETE;
        }
        p++;
        if (end - p < 3) {
            return INCOMPLETE;
        }
        if (bytes[p] != '9' || bytes[p + 1] != '=') {
            return -skip(bytes, start, end);
        }
        p += 2;
        long body = 0;
        int digits = 0;
        while (p < end && bytes[p] != Ascii.SOH) {
            int digit = bytes[p] - '0';
            if (digit < 0 || digit > 9 || digits == 9) {
                return -skip(bytes, start, end);
            }
            body = body * 10 + digit;
            digits++;
            p++;
        }
        if (p == end) {
            return INCOMPLETE;
        }
        if (digits == 0) {
            return -skip(bytes, start, end);
        }
        long total = p + 1 - start + body + TRAILER;
        if (total > maxLength) {
            return OVERSIZED;
        }
        return total > available ? INCOMPLETE : whole(bytes, start, end, (int) total, recovery);
    }

    private static int whole(byte[] bytes, int start, int end, int total, Recovery recovery) {
        int trailer = start + total - TRAILER;
        boolean framed = bytes[trailer - 1] == Ascii.SOH
                && bytes[trailer] == '1'
                && bytes[trailer + 1] == '0'
                && bytes[trailer + 2] == '='
                && bytes[start + total - 1] == Ascii.SOH;
        if (framed) {
            return total;
        }
        int from = recovery == Recovery.ANNOUNCED_END ? trailer : start + 1;
        return start - beginning(bytes, from, end);
    }

    /** Where the MsgType of a framed message begins; -1 where it is not the third field, as it must be. */
    public static int msgTypeAt(byte[] bytes, int start, int end) {
        int p = start;
        for (int field = 0; field < 2; field++) {
            while (p < end && bytes[p] != Ascii.SOH) {
                p++;
            }
            p++;
        }
        return p + 3 < end && bytes[p] == '3' && bytes[p + 1] == '5' && bytes[p + 2] == '=' ? p + 3 : -1;
    }

    /** Whether the CheckSum of a framed message is right. */
    public static boolean checksumMatches(byte[] bytes, int start, int length) {
        int trailer = start + length - TRAILER;
        long announced = Ascii.parseUnsigned(bytes, trailer + 3, trailer + 6);
        return announced == (Ascii.sum(bytes, start, trailer) & 0xff);
    }

    /** The bytes to pass over so that the stream begins at the next possible message after this one's first byte. */
    private static int skip(byte[] bytes, int start, int end) {
        return beginning(bytes, start + 1, end) - start;
    }

    /** The first place where a message begins or may begin with the bytes still to come. */
    private static int beginning(byte[] bytes, int start, int end) {
        for (int p = start; p < end; p++) {
            if (bytes[p] == '8'
                    && (p + 1 >= end || bytes[p + 1] == '=')
                    && (p + 2 >= end || bytes[p + 2] == 'F')
                    && (p + 3 >= end || bytes[p + 3] == 'I')
                    && (p + 4 >= end || bytes[p + 4] == 'X')) {
                return p;
            }
        }
        return end;
    }
}
