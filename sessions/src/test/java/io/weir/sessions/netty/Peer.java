package io.weir.sessions.netty;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.Timestamps;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The other end of a connection, byte by byte. */
final class Peer implements AutoCloseable {
    private static final Set<String> NOT_SHOWN = Set.of("8", "9", "10", "49", "56", "52", "122");
    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket;
    private final String name;
    private byte[] read = new byte[1 << 16];
    private int start;
    private int end;

    /** A socket that is open, for messages of this SenderCompID. */
    Peer(Socket socket, String name) throws IOException {
        this.socket = socket;
        this.name = name;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    static Peer connect(InetSocketAddress address, String name) throws IOException {
        return new Peer(new Socket(address.getAddress(), address.getPort()), name);
    }

    /** Logs on with the next number 1 and reads the answer. */
    Peer loggedOn() throws IOException {
        send("35=A|34=1|98=0|108=30");
        receive();
        return this;
    }

    void send(String fields) throws IOException {
        raw(message(fields));
    }

    void raw(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
    }

    /** A whole message with these fields, MsgSeqNum and MsgType first. */
    byte[] message(String fields) {
        String header = "|49=" + name + "|56=US|52=" + Timestamps.text(System.currentTimeMillis() * 1_000_000);
        return framed(fields.replaceFirst("(34=\\d+)", "$1" + header) + "|");
    }

    /** These fields behind BeginString and BodyLength, before CheckSum. */
    static byte[] framed(String body) {
        String text = "8=FIX.4.4|9=" + body.length() + "|" + body;
        byte[] bytes = Ascii.fix(text);
        return Ascii.fix(text + String.format("10=%03d|", Ascii.sum(bytes, 0, bytes.length) & 0xff));
    }

    /** The next message without its unvarying fields; "end" at the end of the connection, "silence" where none comes. */
    String receive() throws IOException {
        return brief(receiveWhole());
    }

    String receiveWhole() throws IOException {
        while (true) {
            int length = FixFraming.next(read, start, end, 1 << 20, FixFraming.Recovery.NEXT_MESSAGE);
            if (length > 0) {
                String message = Ascii.readable(read, start, start + length);
                start += length;
                return message;
            }
            String why = more();
            if (!why.isEmpty()) {
                return why;
            }
        }
    }

    private String more() {
        if (start == end) {
            start = 0;
            end = 0;
        } else if (end == read.length) {
            read = Arrays.copyOf(read, read.length * 2);
        }
        try {
            int length = socket.getInputStream().read(read, end, read.length - end);
            end += Math.max(length, 0);
            return length < 0 ? "end" : "";
        } catch (SocketTimeoutException late) {
            return "silence";
        } catch (IOException reset) {
            return "end";
        }
    }

    static String brief(String message) {
        return Arrays.stream(message.split("\\|", -1)).filter(Peer::isShown).collect(Collectors.joining("|"));
    }

    private static boolean isShown(String field) {
        int equals = field.indexOf('=');
        return !field.isEmpty() && (equals < 0 || !NOT_SHOWN.contains(field.substring(0, equals)));
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
