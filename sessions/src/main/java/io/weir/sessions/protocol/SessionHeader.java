package io.weir.sessions.protocol;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.Tags;
import io.weir.fix.codec.Timestamps;
import io.weir.fix.settings.SessionSettings;

/** The header of a session's messages; the part that never changes is encoded once. Confined to one thread. */
public final class SessionHeader {
    private final byte[] identity;
    private final int digits;
    private final byte[] stamp = new byte[Timestamps.MAX_LENGTH];
    private int stampEnd;
    private long stampFor = Long.MIN_VALUE;

    /** The header of a session with these settings. */
    public SessionHeader(SessionSettings settings) {
        StringBuilder fields = new StringBuilder();
        field(fields, Tags.SENDER_COMP_ID, settings.senderCompId());
        field(fields, Tags.SENDER_SUB_ID, settings.senderSubId());
        field(fields, Tags.SENDER_LOCATION_ID, settings.senderLocationId());
        field(fields, Tags.TARGET_COMP_ID, settings.targetCompId());
        field(fields, Tags.TARGET_SUB_ID, settings.targetSubId());
        field(fields, Tags.TARGET_LOCATION_ID, settings.targetLocationId());
        identity = Ascii.bytes(fields.toString());
        digits = settings.timeStampPrecision().digits();
    }

    private static void field(StringBuilder fields, int tag, String value) {
        if (!value.isEmpty()) {
            fields.append(tag).append('=').append(value).append('\u0001');
        }
    }

    /** Begins a message: MsgType, the CompIDs, MsgSeqNum, SendingTime. */
    public void write(FixWriter writer, int msgType, long msgSeqNum, long utcNanos) {
        if (utcNanos != stampFor) {
            stampEnd = Timestamps.write(stamp, 0, utcNanos, digits);
            stampFor = utcNanos;
        }
        writer.begin(msgType)
                .raw(identity, 0, identity.length)
                .number(Tags.MSG_SEQ_NUM, msgSeqNum)
                .bytes(Tags.SENDING_TIME, stamp, 0, stampEnd);
    }
}
