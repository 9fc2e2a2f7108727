package io.weir.gateway.admin;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a Unix socket for commands, on a thread of its own that waits for nobody: so a kill is never behind a question.
 *
 * <p>The kernel says which user is at the other end. At most so many callers at once, each with one request at a time, each
 * with bounded time to ask and to be answered.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);
    private static final SocketOption<UnixDomainPrincipal> PEER = ExtendedSocketOptions.SO_PEERCRED;
    private static final int MAX_CALLERS = 16;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long CLOSE_MILLIS = 2_000;

    /** An answer on its way from the thread that found it. */
    private record Answer(SelectionKey caller, AdminReply reply) {}

    private final SocketFile file;
    private final ServerSocketChannel listener;
    private final Selector selector;
    private final AdminDesk desk;
    private final long answerNanos;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "admin");
    /** Written by whoever closes, read by the admin thread. */
    private volatile boolean closed;

    private int callers;

    private AdminServer(
            SocketFile file, ServerSocketChannel listener, Selector selector, AdminDesk desk, long answerNanos) {
        this.file = file;
        this.listener = listener;
        this.selector = selector;
        this.desk = desk;
        this.answerNanos = answerNanos;
    }

    /**
     * Begins to listen.
     *
     * @param answerMillis how long a caller waits for the desk before he is told that there was no answer
     * @throws IOException if another one listens there, or the socket cannot be made
     */
    public static AdminServer open(Path socket, AdminDesk desk, long answerMillis) throws IOException {
        SocketFile file = SocketFile.prepare(socket);
        ServerSocketChannel listener = file.bind();
        try {
            Selector selector = Selector.open();
            listener.configureBlocking(false);
            listener.register(selector, SelectionKey.OP_ACCEPT);
            AdminServer server =
                    new AdminServer(file, listener, selector, desk, TimeUnit.MILLISECONDS.toNanos(answerMillis));
            server.thread.setDaemon(true);
            server.thread.start();
            return server;
        } catch (IOException e) {
            listener.close();
            file.delete();
            throw e;
        }
    }

    private void run() {
        while (!closed) {
            try {
                selector.select(key -> ready(key), nextTimeout());
                deliver();
                expire();
            } catch (IOException e) {
                LOG.error("admin: {}", e.toString());
            }
        }
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof AdminConnection connection) {
                connection.close();
            }
        }
    }

    private long nextTimeout() {
        long now = System.nanoTime();
        long wait = TimeUnit.SECONDS.toNanos(1);
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof AdminConnection connection) {
                wait = Math.min(wait, connection.deadline() - now);
            }
        }
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait) + 1);
    }

    private void ready(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.isAcceptable()) {
            accept();
            return;
        }
        AdminConnection connection = (AdminConnection) key.attachment();
        try {
            boolean open = !key.isReadable() || connection.read();
            serve(key, connection);
            if (!open && !connection.isWaiting()) {
                end(key, connection);
            }
        } catch (IOException e) {
            end(key, connection);
        }
    }

    private void accept() {
        SocketChannel channel = null;
        try {
            channel = listener.accept();
            if (channel == null) {
                return;
            }
            String user = channel.getOption(PEER).user().getName();
            if (callers >= MAX_CALLERS || !file.admits(user)) {
                LOG.warn("admin: {} was turned away", user);
                channel.close();
                return;
            }
            channel.configureBlocking(false);
            AdminConnection connection = new AdminConnection(channel, user);
            connection.deadline(System.nanoTime() + IDLE_NANOS);
            channel.register(selector, SelectionKey.OP_READ, connection);
            callers++;
        } catch (IOException e) {
            LOG.warn("admin: a caller was lost: {}", e.toString());
            closeQuietly(channel);
        }
    }

    private static void closeQuietly(@Nullable SocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                // It is gone already.
            }
        }
    }

    /** Writes what there is to write, takes the next request, and says what to wait for. */
    private void serve(SelectionKey key, AdminConnection connection) throws IOException {
        String line;
        while (connection.write() && (line = connection.nextLine()) != null) {
            connection.deadline(System.nanoTime() + answerNanos);
            handle(key, connection, line);
        }
        if (connection.isTooLong()) {
            String bound = "a request of more than " + AdminConnection.MAX_REQUEST_BYTES + " bytes";
            connection.answer(AdminReply.refused(bound), true);
            connection.write();
        }
        if (connection.isDone()) {
            end(key, connection);
        } else {
            key.interestOps(connection.interest());
        }
    }

    private void handle(SelectionKey key, AdminConnection connection, String line) {
        try {
            AdminRequest request = AdminRequest.of(line);
            desk.handle(request, connection.actor(), reply -> {
                answers.add(new Answer(key, reply));
                selector.wakeup();
            });
        } catch (IllegalArgumentException e) {
            connection.answer(AdminReply.refused(String.valueOf(e.getMessage())), false);
        } catch (RuntimeException e) {
            LOG.error("admin: {} failed", line, e);
            connection.answer(AdminReply.refused("failed: " + e), false);
        }
    }

    private void deliver() {
        Answer answer;
        while ((answer = answers.poll()) != null) {
            SelectionKey key = answer.caller();
            AdminConnection connection = (AdminConnection) key.attachment();
            if (key.isValid() && connection.isWaiting()) {
                answer(key, connection, answer.reply(), false);
            }
        }
    }

    private void answer(SelectionKey key, AdminConnection connection, AdminReply reply, boolean last) {
        connection.answer(reply, last);
        connection.deadline(System.nanoTime() + IDLE_NANOS);
        try {
            serve(key, connection);
        } catch (IOException e) {
            end(key, connection);
        }
    }

    private void expire() {
        long now = System.nanoTime();
        for (SelectionKey key : new ArrayList<>(selector.keys())) {
            if (key.attachment() instanceof AdminConnection connection && connection.deadline() - now <= 0) {
                if (connection.isWaiting()) {
                    answer(key, connection, AdminReply.refused("the gateway has not answered in time"), true);
                } else {
                    end(key, connection);
                }
            }
        }
    }

    private void end(SelectionKey key, AdminConnection connection) {
        if (key.isValid()) {
            key.cancel();
            callers--;
        }
        connection.close();
    }

    /** Stops listening; the socket's file is gone. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        selector.wakeup();
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener.close();
        selector.close();
        file.delete();
    }
}
