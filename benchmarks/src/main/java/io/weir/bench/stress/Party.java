package io.weir.bench.stress;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.Timestamps;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** A counterparty on a blocking socket. Confined to one thread. */
final class Party implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket socket = new Socket();
    private final String name;
    private final FixMessage message = new FixMessage();
    private byte[] read = new byte[1 << 16];
    private int start;
    private int end;
    private int next = 1;
    private int heartbeats;

    /** Connects; a receive buffer of 0 bytes leaves its size to the system. */
    Party(int port, String name, int receiveBuffer) throws IOException {
        this.name = name;
        if (receiveBuffer > 0) {
            socket.setReceiveBufferSize(receiveBuffer);
        }
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    }

    /** Logs on, with these fields beside, and reads the answer. */
    Party loggedOn(int heartbeat, String fields) throws IOException {
        send("A", "98=0|108=" + heartbeat + "|141=Y|" + fields);
        if (!receive().equals("A")) {
            throw new IOException(name + " was not answered with a Logon");
        }
        return this;
    }

    void send(String type, String fields) throws IOException {
        String body = "35=" + type + "|34=" + next++ + "|49=" + name + "|56=US|52="
                + Timestamps.text(System.currentTimeMillis() * 1_000_000) + "|" + fields;
        String text = ("8=FIX.4.4|9=" + body.length() + "|" + body).replace('|', '\u0001');
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        String sum = String.format(Locale.ROOT, "10=%03d\u0001", Ascii.sum(bytes, 0, bytes.length) & 0xff);
        socket.getOutputStream().write((text + sum).getBytes(StandardCharsets.US_ASCII));
    }

    /** The MsgType of the next message; empty at the end of the connection. */
    String receive() throws IOException {
        while (true) {
            int length = FixFraming.next(read, start, end, 1 << 20, FixFraming.Recovery.NEXT_MESSAGE);
            if (length > 0) {
                FixParser.parse(read, start, start + length, message);
                start += length;
                return message.textOf(35);
            }
            if (start == end) {
                start = 0;
                end = 0;
            } else if (end == read.length) {
                System.arraycopy(read, start, read, 0, end - start);
                end -= start;
                start = 0;
                read = end == read.length ? Arrays.copyOf(read, read.length * 2) : read;
            }
            int count = socket.getInputStream().read(read, end, read.length - end);
            if (count < 0) {
                return "";
            }
            end += count;
        }
    }

    /** A field of the message received last. */
    String field(int tag) {
        return message.textOf(tag);
    }

    /** Nanoseconds from a TestRequest to its answer. */
    long roundTrip() throws IOException {
        long from = System.nanoTime();
        send("1", "112=x|");
        String type;
        do {
            type = receive();
            if (type.isEmpty()) {
                throw new IOException(name + " was disconnected");
            }
            heartbeats += type.equals("0") && field(112).isEmpty() ? 1 : 0;
        } while (!type.equals("0") || !field(112).equals("x"));
        return System.nanoTime() - from;
    }

    /** The heartbeats that came unasked for since the last call, seen by {@link #roundTrip}. */
    int heartbeats() {
        int count = heartbeats;
        heartbeats = 0;
        return count;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
