package io.weir.gateway.stand;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.Tags;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** A counterparty on a plain socket, which knows no more of FIX than it must. */
public final class FixClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket = new Socket();
    private final String compId;
    private final byte[] in = new byte[1 << 16];
    private int end;
    private long next = 1;

    FixClient(InetSocketAddress address, String compId) throws IOException {
        this.compId = compId;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(address);
    }

    /** A counterparty that has connected. */
    public static FixClient to(InetSocketAddress address, String compId) throws IOException {
        return new FixClient(address, compId);
    }

    private FixWriter begin(char type) {
        return new FixWriter(512)
                .begin(type)
                .text(Tags.SENDER_COMP_ID, compId)
                .text(Tags.TARGET_COMP_ID, "WEIR")
                .number(Tags.MSG_SEQ_NUM, next++)
                .timestamp(Tags.SENDING_TIME, now(), 3);
    }

    private static long now() {
        return Instant.now().toEpochMilli() * 1_000_000L;
    }

    private void send(FixWriter writer) throws IOException {
        writer.end();
        socket.getOutputStream().write(writer.buffer(), writer.start(), writer.length());
    }

    /** Logs on, and waits for the answer. */
    public void logon() throws IOException {
        send(begin('A').number(Tags.ENCRYPT_METHOD, 0).number(Tags.HEART_BT_INT, 30));
        read('A');
    }

    /** Goes on with a number. */
    public void next(long msgSeqNum) {
        next = msgSeqNum;
    }

    /** Logs on, and says whether the gateway hangs up without an answer. */
    public boolean isHungUpOnAfterLogon() throws IOException {
        send(begin('A').number(Tags.ENCRYPT_METHOD, 0).number(Tags.HEART_BT_INT, 30));
        return socket.getInputStream().read(in, end, in.length - end) < 0;
    }

    /** Sends a limit order to buy. */
    public void order(String clOrdId, String symbol, long qty, String price) throws IOException {
        send(begin('D')
                .text(Tags.CL_ORD_ID, clOrdId)
                .number(Tags.HANDL_INST, 1)
                .text(Tags.SYMBOL, symbol)
                .number(Tags.SIDE, 1)
                .timestamp(Tags.TRANSACT_TIME, now(), 3)
                .number(Tags.ORDER_QTY, qty)
                .number(Tags.ORD_TYPE, 2)
                .text(Tags.PRICE, price));
    }

    /** The next message of a type, with {@code |} for SOH; others are passed over. */
    public String read(char type) throws IOException {
        while (true) {
            int length = FixFraming.next(in, 0, end, in.length, FixFraming.Recovery.NEXT_MESSAGE);
            if (length > 0) {
                String message = new String(in, 0, length, StandardCharsets.ISO_8859_1).replace((char) Ascii.SOH, '|');
                System.arraycopy(in, length, in, 0, end - length);
                end -= length;
                if (message.contains("|35=" + type + "|")) {
                    return message;
                }
            } else {
                int read = socket.getInputStream().read(in, end, in.length - end);
                if (read < 0) {
                    throw new IOException("the gateway has hung up");
                }
                end += read;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
