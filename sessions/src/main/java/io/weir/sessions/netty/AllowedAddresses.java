package io.weir.sessions.netty;

import io.weir.fix.settings.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Who may connect: ranges of addresses, and hosts as the resolver knows them at the start. Immutable. */
record AllowedAddresses(List<AddressRange> ranges, Set<InetAddress> hosts) {
    static AllowedAddresses of(List<String> texts) {
        List<AddressRange> ranges = new ArrayList<>();
        Set<InetAddress> hosts = new HashSet<>();
        for (String text : texts) {
            AddressRange range = AddressRange.parse(text);
            if (range != null) {
                ranges.add(range);
            } else {
                hosts.addAll(addressesOf(text));
            }
        }
        return new AllowedAddresses(List.copyOf(ranges), Set.copyOf(hosts));
    }

    /** The addresses of a host; one that nobody knows allows nobody. */
    private static List<InetAddress> addressesOf(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException unknown) {
            return List.of();
        }
    }

    boolean contain(InetAddress address) {
        return hosts.contains(address) || ranges.stream().anyMatch(range -> range.contains(address));
    }
}
