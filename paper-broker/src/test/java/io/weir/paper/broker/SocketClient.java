package io.weir.paper.broker;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.Tags;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.Arrays;

/** A client of a broker on a real socket: numbers its messages, reads what comes, knows nothing else. */
final class SocketClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final String name;
    private byte[] buffer = new byte[0];
    private long number;

    SocketClient(InetSocketAddress address, String name, long firstNumber) throws IOException {
        this.name = name;
        this.number = firstNumber;
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    void send(String type, String body) throws IOException {
        byte[] fields = Ascii.fix(body);
        Instant now = Instant.now();
        FixWriter writer = new FixWriter(512)
                .begin(Ascii.bytes(type))
                .text(Tags.SENDER_COMP_ID, name)
                .text(Tags.TARGET_COMP_ID, "PAPER")
                .number(Tags.MSG_SEQ_NUM, number++)
                .timestamp(Tags.SENDING_TIME, now.getEpochSecond() * 1_000_000_000L + now.getNano(), 3)
                .raw(fields, 0, fields.length)
                .end();
        socket.getOutputStream().write(writer.buffer(), writer.start(), writer.length());
    }

    /** The next message, with bars for SOH. */
    FixMessage next() throws IOException {
        while (true) {
            int length = FixFraming.next(buffer, 0, buffer.length, 1 << 20, FixFraming.Recovery.NEXT_MESSAGE);
            if (length > 0) {
                FixMessage message = new FixMessage();
                byte[] bytes = Arrays.copyOf(buffer, length);
                buffer = Arrays.copyOfRange(buffer, length, buffer.length);
                FixParser.parse(bytes, 0, length, message);
                return message;
            }
            byte[] more = new byte[4096];
            int read = socket.getInputStream().read(more);
            if (read < 0) {
                throw new IOException("closed");
            }
            int before = buffer.length;
            buffer = Arrays.copyOf(buffer, before + read);
            System.arraycopy(more, 0, buffer, before, read);
        }
    }

    /** The next message of a type; others are passed over. */
    FixMessage next(String type) throws IOException {
        FixMessage message = next();
        while (!message.textOf(Tags.MSG_TYPE).equals(type)) {
            message = next();
        }
        return message;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
