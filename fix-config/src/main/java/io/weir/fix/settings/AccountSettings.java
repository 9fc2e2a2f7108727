package io.weir.fix.settings;

/**
 * An account of a client.
 *
 * @param index dense number of the account over all clients, from 0
 * @param name Account (1) as the client sends it
 * @param client index of the client that it belongs to
 */
public record AccountSettings(int index, String name, int client) {}
