package io.weir.sessions.netty;

import com.sun.management.UnixOperatingSystemMXBean;
import io.netty.channel.Channel;
import java.lang.management.ManagementFactory;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What those without a name may take: connections in all and of an address, Logons of an address and of a session.
 *
 * <p>At a bound of connections the one that has waited longest goes: a counterparty names its session at once, so whoever
 * keeps connections open to block others loses them first. Neighbours in an IPv6 network of 64 bits count as one address.
 * Confined to the accept thread.
 */
// The result of a close comes as an event of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class Strangers {
    /** File descriptors for all but connections: the journal, its readers, libraries, other doors. */
    private static final long OTHER_DESCRIPTORS = 256;

    private static final int FEWEST = 16;

    private final int most;
    private final int mostOfAddress;
    private final Map<Channel, List<Byte>> waiting = new LinkedHashMap<>();
    private final Map<List<Byte>, Set<Channel>> byAddress = new HashMap<>();
    private final LogonRates<List<Byte>> ofAddress;
    private final LogonRates<Integer> ofSession;

    Strangers(EdgeLimits limits, int sessions) {
        most = (int) Math.max(FEWEST, Math.min(limits.maxUnnamed(), descriptors() - OTHER_DESCRIPTORS - 2L * sessions));
        mostOfAddress = Math.min(most, limits.maxUnnamedOfAddress());
        ofAddress = new LogonRates<>(limits.logonsPerSecondOfAddress());
        ofSession = new LogonRates<>(limits.failedLogonsPerSecond());
    }

    /** The file descriptors that this process may have. */
    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }

    private static List<Byte> key(InetAddress address) {
        byte[] bytes = address.getAddress();
        byte[] network = address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes;
        Byte[] boxed = new Byte[network.length];
        Arrays.setAll(boxed, i -> network[i]);
        return List.of(boxed);
    }

    /** A connection waits for its name; at a bound another one is closed. */
    void enter(Channel channel, InetAddress address) {
        List<Byte> key = key(address);
        Set<Channel> neighbours = byAddress.getOrDefault(key, Set.of());
        if (neighbours.size() >= mostOfAddress) {
            displace(neighbours.iterator().next());
        } else if (waiting.size() >= most) {
            displace(waiting.keySet().iterator().next());
        }
        waiting.put(channel, key);
        byAddress.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(channel);
    }

    private void displace(Channel channel) {
        leave(channel);
        channel.close();
    }

    /** A connection has its name, or is gone. */
    void leave(Channel channel) {
        List<Byte> key = waiting.remove(channel);
        if (key != null) {
            Set<Channel> neighbours = byAddress.getOrDefault(key, Set.of());
            neighbours.remove(channel);
            if (neighbours.isEmpty()) {
                byAddress.remove(key);
            }
        }
    }

    int waiting() {
        return waiting.size();
    }

    /** Whether one more Logon may come from an address. */
    boolean mayCome(InetAddress address, long nowNanos) {
        return ofAddress.take(key(address), nowNanos);
    }

    /** Whether one more Logon may reach its session, where it costs records of the journal. */
    boolean mayLogOn(int session, long nowNanos) {
        return ofSession.take(session, nowNanos);
    }

    /** A session has answered a Logon with one: those before it are forgiven. */
    void loggedOn(int session) {
        ofSession.forget(session);
    }
}
