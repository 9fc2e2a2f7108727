package io.weir.gateway.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks a running gateway. */
public final class AdminClient {
    private final Path socket;
    private final long timeoutMillis;

    /** A client of the gateway behind a socket. */
    public AdminClient(Path socket, long timeoutMillis) {
        this.socket = socket;
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws IOException if nobody listens there, this user may not ask, or there is no answer in time
     */
    public AdminReply ask(String command, String reason, String... arguments) throws IOException {
        AdminRequest request = new AdminRequest(command, reason, List.of(arguments));
        try (SocketChannel channel = connect();
                Selector selector = Selector.open()) {
            ByteBuffer line = ByteBuffer.wrap((request.json() + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return AdminReply.of(readLine(channel, selector));
        }
    }

    /** Whether somebody listens there. */
    public boolean isAnswered() {
        try (SocketChannel channel = connect()) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new IOException("no gateway answers on " + socket + ": " + e.getMessage(), e);
        }
    }

    private String readLine(SocketChannel channel, Selector selector) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        ByteBuffer part = ByteBuffer.allocate(4096);
        while (true) {
            int read = channel.read(part);
            if (read < 0) {
                throw new IOException("the gateway has hung up: this user may not command it, or it has stopped");
            }
            part.flip();
            while (part.hasRemaining()) {
                byte each = part.get();
                if (each == '\n') {
                    return line.toString(StandardCharsets.UTF_8);
                }
                line.write(each);
            }
            part.clear();
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new IOException("the gateway on " + socket + " has not answered in " + timeoutMillis + " ms");
            }
            if (read == 0) {
                selector.select(left);
                selector.selectedKeys().clear();
            }
        }
    }
}
