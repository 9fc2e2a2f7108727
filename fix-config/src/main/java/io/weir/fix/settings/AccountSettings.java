package io.weir.fix.settings;

/**
 * An account; clients may share one.
 *
 * @param index dense number of the account over all clients, from 0
 * @param name Account (1) as the client sends it
 * @param client index of the client that names it first
 */
public record AccountSettings(int index, String name, int client) {}
