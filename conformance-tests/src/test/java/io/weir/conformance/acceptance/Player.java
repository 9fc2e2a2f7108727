package io.weir.conformance.acceptance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plays a definition against an acceptor, and says where it departs from it. */
final class Player implements AutoCloseable {
    private static final long MESSAGE_MILLIS = 15_000;
    private static final long DISCONNECT_MILLIS = 20_000;

    private final InetSocketAddress acceptor;
    private final Map<Integer, Client> clients = new TreeMap<>();

    Player(InetSocketAddress acceptor) {
        this.acceptor = acceptor;
    }

    /** What is not as the definition says; empty where all is. */
    String play(Definition definition) {
        for (Step step : definition.steps()) {
            String difference;
            try {
                difference = play(step);
            } catch (IOException e) {
                difference = e.toString();
            }
            if (!difference.isEmpty()) {
                return "line " + step.line() + ": " + difference;
            }
        }
        return "";
    }

    private String play(Step step) throws IOException {
        switch (step.action()) {
            case CONNECT -> connect(step.client());
            case SEND -> client(step).send(OutgoingMessage.of(step.text()));
            case EXPECT -> {
                return compare(step.text(), client(step).receive(MESSAGE_MILLIS));
            }
            case AWAIT_DISCONNECT -> {
                return client(step).ends(DISCONNECT_MILLIS) ? "" : "the connection is still open";
            }
        }
        return "";
    }

    private void connect(int number) throws IOException {
        Client before = clients.get(number);
        if (before != null) {
            before.close();
        }
        clients.put(number, new Client(acceptor));
    }

    private Client client(Step step) throws IOException {
        Client client = clients.get(step.client());
        if (client == null) {
            throw new IOException("client " + step.client() + " is not connected");
        }
        return client;
    }

    private static String compare(String line, @Nullable String actual) {
        if (actual == null) {
            return "nothing came; expected " + line.replace('\u0001', '|');
        }
        String difference = ExpectedMessage.difference(line, actual);
        return difference.isEmpty() ? "" : difference + " in " + actual.replace('\u0001', '|');
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients.values()) {
            client.close();
        }
    }
}
