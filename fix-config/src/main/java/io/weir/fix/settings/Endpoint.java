package io.weir.fix.settings;

/**
 * A host with a TCP port.
 *
 * @param host name or address; empty means every local address where it is listened on
 * @param port TCP port; 0 lets the system choose where it is listened on
 */
public record Endpoint(String host, int port) {
    @Override
    public String toString() {
        return (host.isEmpty() ? "*" : host) + ":" + port;
    }
}
