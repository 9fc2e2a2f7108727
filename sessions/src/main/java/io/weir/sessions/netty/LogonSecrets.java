package io.weir.sessions.netty;

import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.SessionSettings;
import java.util.Arrays;

/**
 * Keeps the secrets of Logons (554, 925, 96) out of the journal: theirs are masked before it, ours are filled in behind it.
 *
 * <p>Confined to the core thread.
 */
final class LogonSecrets {
    private final FixMessage message = new FixMessage();
    private final FixWriter writer = new FixWriter(1024);

    private static boolean isSecret(int tag) {
        return tag == Tags.PASSWORD || tag == Tags.NEW_PASSWORD || tag == Tags.RAW_DATA;
    }

    /** Whether a type carries secrets: Logon, UserRequest. */
    private static boolean carriesSecrets(byte[] bytes, int type) {
        boolean logon = bytes[type] == 'A' && bytes[type + 1] == 1;
        return logon || (bytes[type] == 'B' && bytes[type + 1] == 'E' && bytes[type + 2] == 1);
    }

    /** Whether a message may carry secrets by its type. */
    static boolean mayCarry(byte[] bytes, int start, int end) {
        int type = FixFraming.msgTypeAt(bytes, start, end);
        return type < 0 || carriesSecrets(bytes, type);
    }

    /**
     * Overwrites the secrets of a received message, if it carries any, with as many stars.
     *
     * @return false where it may carry some that cannot be found: it is not to be kept
     */
    boolean mask(byte[] bytes, int start, int end) {
        int type = FixFraming.msgTypeAt(bytes, start, end);
        if (type < 0) {
            return false;
        }
        if (!carriesSecrets(bytes, type)) {
            return true;
        }
        if (FixParser.parse(bytes, start, end, message) != FixParser.Result.OK) {
            return false;
        }
        for (int field = 0; field < message.fieldCount(); field++) {
            if (isSecret(message.tag(field))) {
                Arrays.fill(bytes, message.valueStart(field), message.valueEnd(field), (byte) '*');
            }
        }
        return true;
    }

    /** Whether a session's own Logon has secrets. */
    static boolean has(SessionSettings settings) {
        return !settings.credentials().password().isEmpty()
                || settings.protocol().logonTags().keySet().stream().anyMatch(LogonSecrets::isSecret);
    }

    /** Whether a message of ours is one to fill in. */
    static boolean isLogon(byte[] bytes, int start, int end) {
        int type = FixFraming.msgTypeAt(bytes, start, end);
        return type >= 0 && bytes[type] == 'A' && bytes[type + 1] == 1;
    }

    /** A Logon of ours with its secrets where the journal has placeholders; valid until the next call. */
    FixWriter fill(SessionSettings settings, byte[] bytes, int start, int end) {
        FixParser.parse(bytes, start, end, message);
        writer.begin(message.msgType());
        for (int field = 3; field < message.fieldCount() - 1; field++) {
            int tag = message.tag(field);
            String configured = settings.protocol().logonTags().get(tag);
            if (isSecret(tag) && configured != null) {
                writer.text(tag, configured);
            } else if (tag == Tags.PASSWORD) {
                writer.text(tag, settings.credentials().password().reveal());
            } else if (tag == Tags.RAW_DATA_LENGTH && configured != null) {
                writer.text(tag, configured);
            } else {
                writer.copy(message, field);
            }
        }
        return writer.end();
    }
}
