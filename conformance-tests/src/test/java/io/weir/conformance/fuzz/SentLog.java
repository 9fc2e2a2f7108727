package io.weir.conformance.fuzz;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.Tags;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every message that was committed, by session, epoch and number: none of them twice, none skipped but by a person's wish, and
 * each a message that can be framed.
 */
final class SentLog {
    private record Key(int session, long epoch, long number) {}

    private final Map<Key, byte[]> committed = new HashMap<>();
    private final Map<Integer, Key> last = new HashMap<>();
    /** Sessions whose numbers a person has set since the last message. */
    private final Map<Integer, Boolean> set = new HashMap<>();

    void numbersSet(int session) {
        set.put(session, true);
    }

    /** A message was committed. */
    void add(int session, boolean initiator, long epoch, long number, byte[] bytes) {
        Key key = new Key(session, epoch, number);
        byte[] before = committed.put(key, bytes);
        String text = Ascii.readable(bytes, 0, bytes.length);
        if (before != null) {
            throw new AssertionError(key + " was " + Ascii.readable(before, 0, before.length) + " and is now " + text);
        }
        Key previous = last.put(session, key);
        boolean goesOn = previous != null && previous.epoch() == epoch;
        boolean begins = number == 1 || (initiator && number == 2);
        boolean follows = goesOn ? number == previous.number() + 1 : begins;
        if (!follows && !set.getOrDefault(session, false)) {
            throw new AssertionError(key + " follows " + previous);
        }
        if (previous != null && epoch < previous.epoch()) {
            throw new AssertionError(key + " follows a later epoch: " + previous);
        }
        set.put(session, false);
        int length = FixFraming.next(bytes, 0, bytes.length, bytes.length, FixFraming.Recovery.NEXT_MESSAGE);
        FixMessage message = new FixMessage();
        boolean whole = length == bytes.length
                && FixFraming.checksumMatches(bytes, 0, bytes.length)
                && FixParser.parse(bytes, 0, bytes.length, message) == FixParser.Result.OK;
        if (!whole || message.unsigned(message.find(Tags.MSG_SEQ_NUM)) != number) {
            throw new AssertionError("sent as number " + number + ", but is none: " + text);
        }
    }

    /** Whether the last message of a session asks for a reset. */
    boolean isLastReset(int session) {
        Key key = last.get(session);
        byte[] bytes = key == null ? null : committed.get(key);
        return bytes != null && Ascii.readable(bytes, 0, bytes.length).contains("|141=Y|");
    }

    byte @Nullable [] message(int session, long epoch, long number) {
        return committed.get(new Key(session, epoch, number));
    }
}
