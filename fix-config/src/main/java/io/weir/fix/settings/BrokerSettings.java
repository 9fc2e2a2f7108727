package io.weir.fix.settings;

/**
 * A broker that we send orders to.
 *
 * @param index dense number of the broker, from 0
 * @param name the name that routes use
 * @param session position of its session in {@link GatewaySettings#sessions()}
 * @param dialect how it wants to be spoken to
 * @param messagesPerSecond orders, replaces and cancels it takes a second; 0 for no limit
 * @param marketData subscribe (35=V) to our instruments on its session
 */
public record BrokerSettings(
        int index, String name, int session, Dialect dialect, int messagesPerSecond, boolean marketData) {}
