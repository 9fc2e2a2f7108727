package io.weir.sessions.passwords;

import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Logons that wait for their password check: bounded, and the addresses take turns, so that who knocks a thousand times
 * keeps nobody else waiting for a thousand checks. Safe for use by several threads.
 */
final class ClaimQueue {
    static final int MOST = 1024;
    static final int MOST_OF_AN_ADDRESS = 256;

    /** A logon, whether its connection is still there, and who waits for the answer. */
    record Waiting(LogonClaim claim, BooleanSupplier present, Consumer<String> answer) {}

    private final Map<InetAddress, Deque<Waiting>> byAddress = new LinkedHashMap<>();
    private int size;

    /** Adds one at the end of its address's; false where there is no room. */
    synchronized boolean offer(Waiting waiting) {
        Deque<Waiting> others = byAddress.get(waiting.claim().address());
        if (size >= MOST || (others != null && others.size() >= MOST_OF_AN_ADDRESS)) {
            return false;
        }
        byAddress
                .computeIfAbsent(waiting.claim().address(), address -> new ArrayDeque<>())
                .add(waiting);
        size++;
        notifyAll();
        return true;
    }

    /** Takes the first one of the address whose turn it is, when there is one. */
    synchronized Waiting take() throws InterruptedException {
        while (size == 0) {
            wait();
        }
        Iterator<Deque<Waiting>> turns = byAddress.values().iterator();
        Deque<Waiting> turn = turns.next();
        turns.remove();
        Waiting first = turn.remove();
        if (!turn.isEmpty()) {
            byAddress.put(first.claim().address(), turn);
        }
        size--;
        return first;
    }
}
