package io.weir.conformance.acceptance;

/**
 * A line of a definition.
 *
 * @param line its number, from 1
 * @param action what it does
 * @param client the client that does it
 * @param text the message, or what else the action needs
 */
record Step(int line, Action action, int client, String text) {
    /** What a line does; those behind {@code AWAIT_DISCONNECT} are ours, and in virtual time only. */
    enum Action {
        CONNECT,
        SEND,
        EXPECT,
        AWAIT_DISCONNECT,
        DISCONNECT,
        AWAIT_CONNECT,
        ACCEPT,
        REFUSE,
        SILENCE,
        WAIT,
        COMMAND,
        ALERT,
        RESTART
    }
}
