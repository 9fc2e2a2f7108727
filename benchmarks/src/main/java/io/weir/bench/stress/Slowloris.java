package io.weir.bench.stress;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that each send a byte of a Logon now and then, from eight addresses of this machine.
 *
 * <p>Arguments: the port, how many. {@code on} opens them, and says {@code open N} when so many are; one that was closed is
 * opened again with its turn. {@code off} closes them, and says {@code closed N}: so many the other side had closed.
 */
public final class Slowloris {
    private static final int ADDRESSES = 8;
    private static final long ROUND_MILLIS = 5_000;
    private static final byte[] LOGON =
            ("8=FIX.4.4\u00019=70\u000135=A\u000149=" + "C".repeat(80)).getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final SocketChannel[] open;
    private final int[] sent;
    private int lost;

    private Slowloris(int port, int count) {
        this.port = port;
        open = new SocketChannel[count];
        sent = new int[count];
    }

    /** Runs until its input ends. */
    public static void main(String[] arguments) throws Exception {
        Slowloris loris = new Slowloris(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String command;
        while ((command = input.readLine()) != null) {
            if (command.equals("on")) {
                loris.begin();
                System.out.println("open " + loris.open.length);
                while (!input.ready()) {
                    loris.round();
                }
            } else if (command.equals("off")) {
                loris.end();
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private void begin() throws IOException, InterruptedException {
        for (int i = 0; i < open.length; i++) {
            connect(i);
            if (i % 50 == 0) {
                Thread.sleep(10);
            }
        }
    }

    private void connect(int i) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress(InetAddress.getByName("127.0.0." + (2 + i % ADDRESSES)), 0));
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.configureBlocking(false);
        open[i] = channel;
        sent[i] = 0;
        touch(i);
    }

    /** A byte for each, spread over some seconds; a hundredth of them every hundredth of the time. */
    private void round() throws IOException, InterruptedException {
        int step = Math.max(1, open.length / 100);
        for (int from = 0; from < open.length; from += step) {
            for (int i = from; i < Math.min(open.length, from + step); i++) {
                if (!touch(i)) {
                    lost++;
                    open[i].close();
                    connect(i);
                }
            }
            Thread.sleep(ROUND_MILLIS / 100);
        }
    }

    /** Sends a byte; false where the other side has closed the connection. */
    private boolean touch(int i) {
        try {
            if (open[i].read(ByteBuffer.allocate(1)) < 0) {
                return false;
            }
            return open[i].write(ByteBuffer.wrap(LOGON, sent[i]++ % LOGON.length, 1)) >= 0;
        } catch (IOException reset) {
            return false;
        }
    }

    private void end() throws IOException {
        List<SocketChannel> all = new ArrayList<>(List.of(open));
        for (SocketChannel each : all) {
            each.close();
        }
        System.out.println("closed " + lost);
        lost = 0;
    }
}
