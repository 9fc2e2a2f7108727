package io.weir.conformance.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A counterparty's connection, byte by byte. */
final class Client implements AutoCloseable {
    private static final Pattern BEGINNING = Pattern.compile("8=[^\u0001]+\u00019=(\\d+)\u0001");
    private static final int TRAILER = 7;

    private final Socket socket;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    Client(InetSocketAddress address) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
    }

    void send(byte[] message) throws IOException {
        socket.getOutputStream().write(message);
    }

    /** The next message, or null where the connection ends or the time is up. */
    @Nullable
    String receive(long timeoutMillis) throws IOException {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
        String message;
        while ((message = cut()) == null) {
            if (!readMore(deadline)) {
                return null;
            }
        }
        return message;
    }

    /** Whether the other side ends the connection in time. */
    boolean ends(long timeoutMillis) {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
        try {
            while (readMore(deadline)) {
                read.reset();
            }
            return System.nanoTime() < deadline;
        } catch (IOException reset) {
            return true;
        }
    }

    private boolean readMore(long deadline) throws IOException {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            return false;
        }
        socket.setSoTimeout((int) left);
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[65_536];
        try {
            int length = in.read(buffer);
            if (length > 0) {
                read.write(buffer, 0, length);
            }
            return length > 0;
        } catch (SocketTimeoutException late) {
            return false;
        }
    }

    private @Nullable String cut() {
        String text = read.toString(StandardCharsets.ISO_8859_1);
        Matcher beginning = BEGINNING.matcher(text);
        if (!beginning.lookingAt()) {
            return null;
        }
        int end = beginning.end() + Integer.parseInt(beginning.group(1)) + TRAILER;
        if (text.length() < end) {
            return null;
        }
        read.reset();
        read.writeBytes(text.substring(end).getBytes(StandardCharsets.ISO_8859_1));
        return text.substring(0, end);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
