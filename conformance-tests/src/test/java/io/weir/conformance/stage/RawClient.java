package io.weir.conformance.stage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A socket at the gateway's client port that sends what it likes. */
public final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private final String compId;
    private int number = 1;

    /** Connects; messages that it makes are a client's. */
    public RawClient(int port, String compId) {
        this.compId = compId;
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A message with a right BodyLength and CheckSum; fields are separated by {@code |}. */
    public static byte[] frame(String fields) {
        String body = fields.replace('|', '\u0001');
        String message = "8=FIX.4.4\u00019=" + body.length() + "\u0001" + body;
        int sum = 0;
        for (byte b : message.getBytes(StandardCharsets.ISO_8859_1)) {
            sum += b & 0xff;
        }
        return (message + "10=%03d\u0001".formatted(sum % 256)).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The next message of this client in its sequence. */
    public byte[] next(String type, String fields) {
        return message(type, number++, fields);
    }

    /** A message of this client under a number. */
    public byte[] message(String type, int msgSeqNum, String fields) {
        return frame(
                "35=" + type + "|49=" + compId + "|56=WEIR|34=" + msgSeqNum + "|52=" + Draft.time(0) + "|" + fields);
    }

    /** Sends bytes; a socket that the gateway has closed already swallows them. */
    public RawClient send(byte[]... parts) {
        try {
            for (byte[] part : parts) {
                socket.getOutputStream().write(part);
            }
            socket.getOutputStream().flush();
        } catch (IOException closed) {
            // That it is closed is for the reader to find.
        }
        return this;
    }

    /** Waits until the gateway has closed the connection. */
    public void awaitClose() {
        Waiting.until("the gateway to close the connection", this::isClosed);
    }

    /** Reads what there is; says whether the gateway has closed the connection. */
    public boolean isClosed() {
        try {
            byte[] buffer = new byte[8192];
            int count = socket.getInputStream().read(buffer);
            if (count > 0) {
                read.write(buffer, 0, count);
            }
            return count < 0;
        } catch (SocketTimeoutException nothing) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** The messages read so far. */
    public List<Wire> messages() {
        List<Wire> messages = new ArrayList<>();
        for (String message : read.toString(StandardCharsets.ISO_8859_1).split("(?<=\u000110=\\d{3}\u0001)")) {
            if (!message.isEmpty()) {
                messages.add(Wire.of(message));
            }
        }
        return messages;
    }

    /** Waits for a message that has all these fields, as {@code 35=8 150=0}. */
    public Wire await(String fields) {
        Waiting.until(Waiting.PATIENCE, () -> fields + "; there are " + messages(), () -> {
            isClosed();
            return messages().stream().anyMatch(m -> has(m, fields));
        });
        return messages().stream().filter(m -> has(m, fields)).findFirst().orElseThrow();
    }

    private static boolean has(Wire message, String fields) {
        for (String field : fields.split(" ")) {
            int equals = field.indexOf('=');
            if (!message.get(Integer.parseInt(field.substring(0, equals))).equals(field.substring(equals + 1))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
