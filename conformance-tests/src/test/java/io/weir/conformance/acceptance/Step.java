package io.weir.conformance.acceptance;

/**
 * A line of a definition.
 *
 * @param line its number, from 1
 * @param action what it does
 * @param client the client that does it
 * @param text the message, where there is one
 */
record Step(int line, Action action, int client, String text) {
    /** What a line does. */
    enum Action {
        CONNECT,
        SEND,
        EXPECT,
        AWAIT_DISCONNECT
    }
}
