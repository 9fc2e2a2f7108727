package io.weir.conformance.acceptance;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** An acceptor behind real sockets, in real time. */
final class SocketStage implements Stage {
    private static final long MESSAGE_MILLIS = 15_000;
    private static final long DISCONNECT_MILLIS = 20_000;

    private final InetSocketAddress acceptor;
    private final Map<Integer, Client> clients = new TreeMap<>();

    SocketStage(InetSocketAddress acceptor) {
        this.acceptor = acceptor;
    }

    @Override
    public void connect(int client) throws IOException {
        Client before = clients.get(client);
        if (before != null) {
            before.close();
        }
        clients.put(client, new Client(acceptor));
    }

    @Override
    public void send(int client, String line) throws IOException {
        client(client).send(OutgoingMessage.of(line, Instant.now(), OutgoingMessage.REAL_OFFSET_MILLIS));
    }

    @Override
    public String expect(int client, String line) throws IOException {
        String actual = client(client).receive(MESSAGE_MILLIS);
        if (actual == null) {
            return "nothing came; expected " + line.replace('\u0001', '|');
        }
        String difference = ExpectedMessage.difference(line, actual);
        return difference.isEmpty() ? "" : difference + " in " + actual.replace('\u0001', '|');
    }

    @Override
    public String awaitDisconnect(int client) throws IOException {
        return client(client).ends(DISCONNECT_MILLIS) ? "" : "the connection is still open";
    }

    private Client client(int number) throws IOException {
        Client client = clients.get(number);
        if (client == null) {
            throw new IOException("client " + number + " is not connected");
        }
        return client;
    }

    @Override
    public void close() throws IOException {
        for (Client client : clients.values()) {
            client.close();
        }
    }
}
