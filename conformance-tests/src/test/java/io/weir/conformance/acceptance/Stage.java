package io.weir.conformance.acceptance;

import java.io.IOException;

/** Where a definition is played: an engine, and the counterparties that a script speaks for. */
interface Stage extends AutoCloseable {
    /** A client opens a connection; the one that it had is closed. */
    void connect(int client) throws IOException;

    /** A client sends the bytes of an {@code I} line. */
    void send(int client, String line) throws IOException;

    /** What is wrong with the client's next message; empty where it is as an {@code E} line says. */
    String expect(int client, String line) throws IOException;

    /** What is wrong where the engine should have closed the client's connection; empty where it has. */
    String awaitDisconnect(int client) throws IOException;

    /** What is wrong with a line that only some stages can play; empty where nothing is. */
    default String play(Step step) throws IOException {
        throw new IOException(step.action() + " is played in virtual time only");
    }

    /** What came that the definition does not say, looked at when all its lines are played. */
    default String leftOver() throws IOException {
        return "";
    }

    @Override
    void close() throws IOException;
}
