package io.weir.conformance.stage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A TCP relay in front of a server: it can swallow what goes one way, and cut every connection, so that bytes are lost as on a
 * broken line.
 */
public final class Tunnel implements AutoCloseable {
    private final ServerSocket server;
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean swallowsIn;
    private volatile boolean swallowsOut;
    private volatile boolean open = true;

    /** Relays what connects to one port of 127.0.0.1 to another. */
    public Tunnel(int from, int to) {
        port = to;
        try {
            server = new ServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("tunnel", this::accept);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (open) {
            try {
                Socket near = server.accept();
                Socket far = connect(near);
                if (far != null) {
                    sockets.add(near);
                    sockets.add(far);
                    start("tunnel-in", () -> copy(near, far, true));
                    start("tunnel-out", () -> copy(far, near, false));
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    private @Nullable Socket connect(Socket near) throws IOException {
        try {
            Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
            far.setTcpNoDelay(true);
            near.setTcpNoDelay(true);
            return far;
        } catch (IOException refused) {
            near.close();
            return null;
        }
    }

    private void copy(Socket from, Socket to, boolean in) {
        byte[] buffer = new byte[65_536];
        try (from;
                to) {
            InputStream source = from.getInputStream();
            OutputStream sink = to.getOutputStream();
            int read = source.read(buffer);
            while (read >= 0) {
                if (in ? !swallowsIn : !swallowsOut) {
                    sink.write(buffer, 0, read);
                }
                read = source.read(buffer);
            }
        } catch (IOException cut) {
            // The other direction ends with it.
        }
    }

    /** From now on, what goes to the server is lost. */
    public void swallowIn() {
        swallowsIn = true;
    }

    /** From now on, what comes from the server is lost. */
    public void swallowOut() {
        swallowsOut = true;
    }

    /** Cuts every connection; those that come after it work. */
    public void cut() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        sockets.clear();
        swallowsIn = false;
        swallowsOut = false;
    }

    @Override
    public void close() {
        open = false;
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
