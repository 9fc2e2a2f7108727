package io.weir.gateway.orders;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One counterparty of the storm: the other end of a session, lawful in its numbers, on a wire that loses what is on it when it
 * breaks. It reads what it was sent when the storm lets it.
 */
abstract class StormParty {
    static final long NONE = -1;

    final StormWorld world;
    final SplittableRandom random;
    final int place;
    final String name;

    long connection = NONE;
    boolean up;
    /** The gateway wants to connect to us. */
    boolean wanted;

    private long nextOut = 1;
    private long nextIn = 1;
    /** Application messages of ours by number, for resends. */
    private final TreeMap<Long, String> said = new TreeMap<>();
    /** What came before its turn. */
    private final TreeMap<Long, StormMessage> ahead = new TreeMap<>();
    /** What has reached the gateway, which may not have taken its turn there yet. */
    final TreeMap<Long, StormMessage> heard = new TreeMap<>();
    /** On the wire to us. */
    final Deque<String> inbox = new ArrayDeque<>();

    StormParty(StormWorld world, int place, String name) {
        this.world = world;
        this.random = world.random;
        this.place = place;
        this.name = name;
    }

    /** An application message of the gateway, in its turn. */
    abstract void hear(StormMessage m);

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    // ---- speaking

    /** Says something: it has its number, and reaches the gateway unless the wire breaks. */
    void say(String type, String body) {
        String text = "35=" + type + "|" + body;
        long number = nextOut++;
        said.put(number, text);
        if (!up) {
            return;
        }
        if (!world.draining && random.nextInt(400) == 0) {
            world.tell(name + " loses on the wire: " + text);
            dropped();
            return;
        }
        heard.put(number, StormMessage.of(text));
        world.receive(this, text, number, "");
    }

    private void administer(String type, String body) {
        world.receive(this, "35=" + type + "|" + body, nextOut++, "");
    }

    // ---- connections

    /** Opens a connection, as the client does, or as the gateway does to a broker. */
    void connect(boolean reset) {
        connection = world.nextConnection();
        world.connected(this);
        if (connection == NONE || !isClient()) {
            return;
        }
        if (reset) {
            forget();
        }
        up = true;
        administer("A", "98=0|108=0|" + (reset ? "141=Y|" : ""));
        up = connection != NONE;
    }

    abstract boolean isClient();

    /** The other side's wish for a connection comes to nothing. */
    void refuse() {
        wanted = false;
        world.disconnected(this, NONE, "connection refused");
    }

    private void forget() {
        said.tailMap(world.nextIn(place), true).values().forEach(this::lost);
        nextOut = 1;
        nextIn = 1;
        said.clear();
        heard.clear();
        ahead.clear();
    }

    /** The wire breaks. */
    void dropped() {
        long gone = connection;
        closed();
        if (gone != NONE) {
            world.disconnected(this, gone, "connection reset");
        }
    }

    /** The connection is gone, whoever ended it: part of what was on it has come, the rest has not. */
    void closed() {
        int come = inbox.isEmpty() || world.draining ? inbox.size() : random.nextInt(inbox.size() + 1);
        connection = NONE;
        up = false;
        while (come-- > 0 && !inbox.isEmpty()) {
            take(StormMessage.of(inbox.removeFirst()));
        }
        inbox.clear();
        ahead.clear();
        heard.tailMap(world.nextIn(place), true).clear();
    }

    void logout() {
        administer("5", "");
    }

    // ---- hearing

    /** Reads some of what was sent. */
    void read(int most) {
        for (int i = 0; i < most && !inbox.isEmpty(); i++) {
            take(StormMessage.of(inbox.removeFirst()));
        }
    }

    private void take(StormMessage m) {
        long number = m.number(34);
        if (m.type().equals("A")) {
            logon(number);
        } else if (number == nextIn) {
            inTurn(m, number);
            for (StormMessage next = ahead.remove(nextIn); next != null; next = ahead.remove(nextIn)) {
                inTurn(next, nextIn);
            }
        } else if (number > nextIn) {
            early(m, number);
        } else {
            world.require(m.flag(43), name + " was sent number " + number + " again: " + m);
        }
    }

    private void logon(long number) {
        if (isClient()) {
            passed(number);
            return;
        }
        boolean lost = connection != NONE && !world.draining && random.nextInt(60) == 0;
        if (lost) {
            world.tell(name + " has lost its numbers");
            forget();
            nextIn = 2;
        }
        up = connection != NONE;
        if (up) {
            administer("A", "98=0|108=0|" + (lost ? "141=Y|" : ""));
        }
        if (!lost) {
            passed(number);
        }
    }

    /** A message that counts whatever came before it. */
    private void passed(long number) {
        if (number == nextIn) {
            nextIn++;
        } else if (number > nextIn) {
            ask(number);
        }
    }

    private void early(StormMessage m, long number) {
        if (m.type().equals("2")) {
            resend(m.number(7), m.number(16));
        }
        boolean asked = !ahead.isEmpty();
        ahead.put(number, m.type().equals("2") ? StormMessage.of("35=0|34=" + number + "|") : m);
        if (!asked) {
            ask(number);
        }
    }

    private void ask(long upTo) {
        if (connection == NONE || chance(world.forgetful)) {
            // Does not care for what it missed: all that matters is asked for by status requests.
            world.tell(name + " passes over what it missed before " + upTo);
            nextIn = upTo + (ahead.containsKey(upTo) ? 0 : 1);
            for (StormMessage next = ahead.remove(nextIn); next != null; next = ahead.remove(nextIn)) {
                inTurn(next, nextIn);
            }
        } else {
            administer("2", "7=" + nextIn + "|16=" + (ahead.containsKey(upTo) ? upTo - 1 : upTo) + "|");
        }
    }

    private void inTurn(StormMessage m, long number) {
        nextIn = number + 1;
        switch (m.type()) {
            case "0" -> {}
            case "1" -> administer("0", "112=" + m.get(112) + "|");
            case "2" -> resend(m.number(7), m.number(16));
            case "3" -> world.fail(name + " is rejected: " + m);
            case "4" -> nextIn = Math.max(nextIn, m.number(36));
            case "5" -> {
                if (connection != NONE) {
                    administer("5", "");
                }
            }
            default -> hear(m);
        }
    }

    /** Answers the gateway's ResendRequest: with what was said, or with a gap fill over all of it. */
    private void resend(long begin, long end) {
        long last = end == 0 ? nextOut - 1 : Math.min(end, nextOut - 1);
        if (connection == NONE || begin > last) {
            return;
        }
        boolean loses = !isClient() && chance(world.forgetful);
        long gap = begin;
        for (long n = begin; n <= last && connection != NONE; n++) {
            String text = said.get(n);
            if (text == null || loses) {
                heard.remove(n);
                lost(text == null ? "" : text);
                continue;
            }
            gapFill(gap, n);
            if (connection != NONE) {
                if (n >= world.nextIn(place)) {
                    heard.put(n, StormMessage.of(text));
                }
                world.receive(this, text, n, "43=Y|");
            }
            gap = n + 1;
        }
        if (connection != NONE) {
            gapFill(gap, last + 1);
        }
    }

    private void gapFill(long from, long to) {
        if (from < to) {
            world.receive(this, "35=4|123=Y|36=" + to + "|", from, "43=Y|");
        }
    }

    /** The gateway never hears of this; of fills only what the order's CumQty tells, while it asks for it. */
    private void lost(String text) {
        if (!isClient() && text.startsWith("35=8") && text.contains("|32=")) {
            world.judge.lost(StormMessage.of(text));
        }
    }
}
