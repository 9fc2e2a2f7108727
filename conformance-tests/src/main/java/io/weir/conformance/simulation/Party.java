package io.weir.conformance.simulation;

import io.weir.sessions.protocol.FixSession;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One counterparty: the other end of a session, lawful in its numbers. What has arrived it reads when the storm lets it.
 */
abstract class Party {
    final World world;
    final SplittableRandom random;
    final int place;
    final String name;

    /** Its connection, as far as it knows. */
    @Nullable
    Wire wire;

    /** The one that it has, or had last: what came on it is still read. */
    private @Nullable Wire last;

    boolean up;
    /** The gateway wants to connect to us. */
    boolean wanted;

    private long nextOut = 1;
    private long nextIn = 1;
    /** It has begun to count anew, and the gateway may not know of it: until something shows that it does, it does so again. */
    private boolean resets;
    /** Does not read what this connection brings any more. */
    private boolean deaf;
    /** The gateway's epoch that our numbers belong to; -1 before the first. */
    private long epoch = -1;
    /** The last hours of the session that it knows of. */
    private long hours = Long.MIN_VALUE;
    /** Application messages of ours by number, for resends. */
    private final TreeMap<Long, String> said = new TreeMap<>();
    /** What came before its turn. */
    private final TreeMap<Long, Message> ahead = new TreeMap<>();
    /** Arrived, and not yet read. */
    private final Deque<String> inbox = new ArrayDeque<>();

    Party(World world, int place, String name) {
        this.world = world;
        this.random = world.random;
        this.place = place;
        this.name = name;
        hours = Machine.hoursAt(world.utc());
    }

    /** An application message of the gateway, in its turn. */
    abstract void hear(Message m);

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    // ---- speaking

    /** Says something: it has its number, and reaches the gateway unless the wire breaks. */
    void say(String type, String body) {
        String text = "35=" + type + "|" + body;
        long number = nextOut++;
        said.put(number, text);
        if (up) {
            world.send(this, text, number, "");
        }
    }

    /** Says something that it will not say again: what is lost of it stays lost. */
    void sayOnce(String type, String body) {
        administer(type, body);
    }

    private void administer(String type, String body) {
        world.send(this, "35=" + type + "|" + body, nextOut++, "");
    }

    /** Shows that it lives. */
    void beat() {
        if (up && wire != null) {
            administer("0", "");
        }
    }

    // ---- connections

    boolean isConnected() {
        return wire != null;
    }

    /** Opens a connection, as the client does, or as the gateway does to a broker. */
    void connect(boolean reset) {
        Wire opened = world.open(this);
        if (opened == null) {
            return;
        }
        wire = opened;
        last = opened;
        deaf = false;
        if (!isClient()) {
            return;
        }
        FixSession session = world.session(place);
        boolean another = epoch >= 0 && session.epoch() != epoch;
        boolean fresh = another && session.nextIn() == 1 && session.nextOut() == 1;
        if (hasNewHours() || (fresh && !resets)) {
            // Both ends keep the same hours, or have agreed to begin anew.
            world.note(Happening.SESSION_ROLLED);
            forget();
            resets = false;
            epoch = -1;
        } else if (reset || resets || another) {
            world.note(Happening.RESET_BY_CLIENT);
            forget();
        }
        up = true;
        administer("A", "98=0|108=30|" + (resets ? "141=Y|" : ""));
        up = isConnected();
    }

    abstract boolean isClient();

    /** Whether the session's hours have begun once more since it last looked. */
    private boolean hasNewHours() {
        long now = Machine.hoursAt(world.utc());
        boolean later = now > hours;
        hours = Math.max(now, hours);
        return later && place % 2 == 1;
    }

    private void forget() {
        (resets ? said : said.tailMap(world.judge().nextIn(place, epoch), true))
                .values()
                .forEach(this::lost);
        resets = true;
        nextOut = 1;
        nextIn = 1;
        said.clear();
        ahead.clear();
    }

    /** The wire breaks. */
    void dropped() {
        Wire gone = wire;
        if (gone != null) {
            world.breaks(gone);
        }
    }

    /** The connection is gone, whoever ended it: part of what had arrived is read, the rest is not. */
    void closed() {
        int come = inbox.isEmpty() || world.draining ? inbox.size() : random.nextInt(inbox.size() + 1);
        wire = null;
        up = false;
        while (come-- > 0 && !inbox.isEmpty()) {
            take(Message.of(inbox.removeFirst()));
        }
        inbox.clear();
        ahead.clear();
    }

    void logout() {
        administer("5", "");
    }

    // ---- hearing

    /** A message has arrived. */
    void arrived(String text) {
        inbox.add(text);
    }

    /** Reads some of what has arrived. */
    void read(int most) {
        for (int i = 0; i < most && !inbox.isEmpty(); i++) {
            take(Message.of(inbox.removeFirst()));
        }
    }

    private void take(Message m) {
        if (deaf) {
            return;
        }
        long number = m.number(34);
        if (m.type().equals("A")) {
            logon(m, number);
        } else if (number == nextIn) {
            inTurn(m, number);
            for (Message next = ahead.remove(nextIn); next != null; next = ahead.remove(nextIn)) {
                inTurn(next, nextIn);
            }
        } else if (number > nextIn) {
            early(m, number);
        } else if (!m.flag(43)) {
            tooLow(m, number);
        }
    }

    private void tooLow(Message m, long number) {
        // A Logout may say that our number was too low, by numbers from before a reset that the gateway never heard of.
        world.require(
                resets && m.type().equals("5"), () -> "2: " + name + " is sent number " + number + " again: " + m);
    }

    private void logon(Message m, long number) {
        long theirs = last == null ? epoch : last.epoch;
        if (isClient() && number < nextIn && !m.flag(141)) {
            // The numbers were begun anew while our Logon was on its way: nothing of this is to be believed.
            deaf = true;
            dropped();
            return;
        }
        if (isClient()) {
            if (m.flag(141)) {
                resets = false;
            }
            epoch = theirs;
            passed(number);
            return;
        }
        if (epoch >= 0 && theirs != epoch && !resets) {
            world.note(Happening.SESSION_ROLLED);
            forget();
            resets = false;
            if (number > 1) {
                // Somebody has set the numbers, as agreed with us.
                nextIn = number;
                nextOut = world.nextIn(place);
            }
        }
        epoch = theirs;
        boolean lost = resets
                || (isConnected() && world.faults.has(Faults.Kind.RESET) && !world.draining && random.nextInt(60) == 0);
        if (lost) {
            world.tell(() -> name + " has lost its numbers");
            world.note(Happening.RESET_BY_BROKER);
            forget();
            nextIn = 2;
        }
        up = isConnected();
        if (up) {
            administer("A", "98=0|108=30|" + (lost ? "141=Y|" : ""));
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

    private void early(Message m, long number) {
        if (m.type().equals("2")) {
            resend(m.number(7), m.number(16));
        }
        boolean asked = !ahead.isEmpty();
        ahead.put(number, m.type().equals("2") ? Message.of("35=0|34=" + number + "|") : m);
        if (!asked) {
            ask(number);
        }
    }

    private void ask(long upTo) {
        if (!isConnected() || chance(world.forgetful)) {
            // Does not care for what it missed: all that matters is asked for by status requests.
            world.tell(() -> name + " passes over what it missed before " + upTo);
            nextIn = upTo + (ahead.containsKey(upTo) ? 0 : 1);
            for (Message next = ahead.remove(nextIn); next != null; next = ahead.remove(nextIn)) {
                inTurn(next, nextIn);
            }
        } else {
            administer("2", "7=" + nextIn + "|16=" + (ahead.containsKey(upTo) ? upTo - 1 : upTo) + "|");
        }
    }

    private void inTurn(Message m, long number) {
        nextIn = number + 1;
        if (!isClient()) {
            // It goes on with our new numbers: the reset has taken.
            resets = false;
        }
        if (last != null) {
            epoch = last.epoch;
        }
        switch (m.type()) {
            case "0" -> {}
            case "1" -> administer("0", "112=" + m.get(112) + "|");
            case "2" -> resend(m.number(7), m.number(16));
            case "3" -> world.fail(name + " is rejected: " + m);
            case "4" -> nextIn = Math.max(nextIn, m.number(36));
            case "5" -> {
                if (isConnected()) {
                    administer("5", "");
                }
            }
            default -> hear(m);
        }
    }

    /** Answers the gateway's ResendRequest: with what was said, or with a gap fill over all of it. */
    private void resend(long begin, long end) {
        long last = end == 0 ? nextOut - 1 : Math.min(end, nextOut - 1);
        if (!isConnected() || begin > last) {
            return;
        }
        boolean loses = !isClient() && chance(world.forgetful);
        long gap = begin;
        for (long n = begin; n <= last && isConnected(); n++) {
            String text = said.get(n);
            if (text == null || loses) {
                lost(text == null ? "" : text);
                continue;
            }
            gapFill(gap, n);
            if (isConnected()) {
                world.send(this, text, n, "43=Y|");
            }
            gap = n + 1;
        }
        if (isConnected()) {
            gapFill(gap, last + 1);
        }
    }

    private void gapFill(long from, long to) {
        if (from < to) {
            world.send(this, "35=4|123=Y|36=" + to + "|", from, "43=Y|");
        }
    }

    /** The gateway may never hear of this; of fills only what the order's CumQty tells, while it asks for it. */
    private void lost(String text) {
        if (!isClient() && text.startsWith("35=8") && text.contains("|32=")) {
            world.disputed.add(Message.of(text).get(11));
        }
    }

    long nextIn() {
        return nextIn;
    }

    long nextOut() {
        return nextOut;
    }
}
