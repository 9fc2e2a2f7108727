package io.weir.conformance.simulation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A random broker, honest in its book and careless in what it says of it, and when. */
final class Broker extends Party {
    /** How ClOrdIDs begin that it lists and nobody of us has sent. */
    static final String OTHERS = "OTHERS";

    /** Nobody can say to which day what is said so near to its end will be counted. */
    private static final long SLACK = 120_000_000_000L;

    /** A fill; said or not, busted or not. */
    static final class Exec {
        String id;
        /** The ExecID that corrections and busts refer to. */
        final String first;

        long qty;
        BigDecimal px;
        String report = "";
        boolean busted;

        Exec(String id, long qty, BigDecimal px) {
            this.id = id;
            this.first = id;
            this.qty = qty;
            this.px = px;
        }
    }

    /** An order of the gateway as the broker holds it. */
    static final class Held {
        final String root;
        final String orderId;
        final long number;
        final Message order;
        String clOrdId;
        long qty;
        BigDecimal px;
        long cum;
        /** 39 of its end; 0 while it is open. */
        char closed;

        boolean acked;
        char pending;
        /** Done for the day, and good for longer. */
        boolean rests;

        int changes;
        final Deque<Message> requests = new ArrayDeque<>();
        final List<Exec> execs = new ArrayList<>();

        Held(Message order, String orderId) {
            this.order = order;
            this.orderId = orderId;
            this.number = order.number(34);
            root = order.get(11);
            clOrdId = root;
            qty = order.shares(38);
            px = order.has(44) ? new BigDecimal(order.get(44)) : new BigDecimal("150.00");
        }

        BigDecimal average() {
            BigDecimal notional = BigDecimal.ZERO;
            for (Exec each : execs) {
                if (!each.busted) {
                    notional = notional.add(each.px.multiply(BigDecimal.valueOf(each.qty)));
                }
            }
            return cum == 0 ? notional : notional.divide(BigDecimal.valueOf(cum), 8, RoundingMode.HALF_UP);
        }

        char status() {
            if (closed != 0) {
                return closed;
            }
            if (rests && pending == 0) {
                return '3';
            }
            return pending != 0 ? pending : cum == 0 ? '0' : cum >= qty ? '2' : '1';
        }

        boolean outlivesDay() {
            return order.is(59) == '1' || order.is(59) == '6';
        }

        long leaves() {
            return closed != 0 ? 0 : Math.max(0, qty - cum);
        }
    }

    final List<Held> book = new ArrayList<>();
    private final Map<String, Held> byId = new HashMap<>();
    private final List<Message> questions = new ArrayList<>();
    /** When each fill was first told, by its first ExecID. */
    private final Map<String, Long> toldAt = new HashMap<>();

    /** ExecIDs that were used once more, with the day. */
    private final Set<String> reused = new HashSet<>();

    private int execIds;
    private boolean subscribed;

    Broker(World world, int place, String name) {
        super(world, place, name);
    }

    @Override
    boolean isClient() {
        return false;
    }

    // ---- what the gateway says

    @Override
    void hear(Message m) {
        boolean again = m.flag(43)
                && (m.type().equals("D") || m.type().equals("F") || m.type().equals("G"));
        world.require(!again, () -> "21: " + name + " is sent an order again: " + m);
        switch (m.type()) {
            case "D" -> {
                Held held = new Held(m, name + "-" + (book.size() + 1));
                world.require(byId.put(m.get(11), held) == null, "21: " + name + " gets an order twice: " + m);
                book.add(held);
            }
            case "F", "G" -> request(m);
            case "H" -> {
                questions.add(m);
                if (chance(70)) {
                    answerQuestions();
                }
            }
            case "AF" -> massStatus(m);
            case "V" -> subscribed = true;
            default -> world.fail(name + " cannot use " + m);
        }
    }

    private void request(Message m) {
        Held held = byId.get(m.get(41));
        if (held == null) {
            say(
                    "9",
                    "37=NONE|11=" + m.get(11) + "|41=" + m.get(41) + "|39=8|434=" + kind(m)
                            + "|102=1|58=unknown order|");
            return;
        }
        world.require(byId.put(m.get(11), held) == null, "21: " + name + " gets a ClOrdID twice: " + m);
        held.requests.add(m);
    }

    /** Tells of all that it works, now and then of something else, too. */
    private void massStatus(Message m) {
        world.note(Happening.MASS_STATUS_ANSWERED);
        List<Held> open = book.stream().filter(each -> each.closed == 0).toList();
        boolean strange = !world.draining && chance(10);
        int all = open.size() + (strange ? 1 : 0);
        String more = "584=" + m.get(584) + "|911=" + all + "|912=";
        for (int i = 0; i < open.size(); i++) {
            report(open.get(i), 'I', "0", more + (i + 1 == all ? "Y|" : "N|"));
        }
        if (strange) {
            world.note(Happening.STRANGE_ORDER_LISTED);
            say(
                    "8",
                    "37=OF-OTHERS|11=" + OTHERS + ++execIds + "|17=0|150=I|39=0|55=AAPL|54=1|38=100|151=100|14=0|6=0|"
                            + more + "Y|");
        } else if (open.isEmpty()) {
            say("8", "37=NONE|17=0|150=I|39=8|103=5|55=[N/A]|54=7|151=0|14=0|6=0|58=no orders|" + more + "Y|");
        }
    }

    /** Whether it works an order. */
    boolean knows(String clOrdId) {
        Held held = byId.get(clOrdId);
        return held != null && held.closed == 0;
    }

    private static char kind(Message m) {
        return m.type().equals("F") ? '1' : '2';
    }

    void answerQuestions() {
        List<Message> now = List.copyOf(questions);
        questions.clear();
        for (Message m : now) {
            Held held = byId.get(m.get(11));
            if (held == null) {
                say(
                        "8",
                        "37=NONE|11=" + m.get(11) + "|17=0|150=I|39=8|103=5|55=" + m.get(55) + "|54=" + m.get(54)
                                + "|151=0|14=0|6=0|58=unknown order|");
            } else {
                report(held, 'I', "0", "");
            }
        }
    }

    // ---- what it says

    private void report(Held h, char exec, String id, String more) {
        say("8", text(h, exec, id, h.clOrdId, more));
    }

    private String text(Held h, char exec, String id, String clOrdId, String more) {
        return "37=" + h.orderId + "|11=" + clOrdId + "|17=" + id + "|150=" + exec + "|39=" + h.status() + "|55="
                + h.order.get(55) + "|54=" + h.order.get(54) + "|38=" + h.qty + "|151=" + h.leaves() + "|14=" + h.cum
                + "|6="
                + h.average().toPlainString() + "|60=" + world.time() + "|" + more;
    }

    private String nextExec() {
        return name + "E" + ++execIds;
    }

    /** Does something about one of its last orders. */
    void act() {
        if (subscribed && chance(20)) {
            quote("AAPL", 14_900);
            quote("IBM", 24_900);
        }
        if (book.isEmpty()) {
            return;
        }
        Held h = book.get(Math.max(0, book.size() - 1 - random.nextInt(6)));
        if (chance(15)) {
            h = book.get(random.nextInt(book.size()));
        }
        if (!h.requests.isEmpty() && chance(50)) {
            answer(h, random.nextInt(10));
        } else if (chance(20)) {
            afterwards(h);
        } else if (h.closed == 0) {
            work(h, random.nextInt(100));
        }
    }

    private void quote(String symbol, int from) {
        int cents = from + random.nextInt(200);
        String bid = cents / 100 + "." + (cents % 100 < 10 ? "0" : "") + cents % 100;
        String ask = (cents + 2) / 100 + "." + ((cents + 2) % 100 < 10 ? "0" : "") + (cents + 2) % 100;
        say("W", "262=ALL|55=" + symbol + "|268=2|269=0|270=" + bid + "|271=500|269=1|270=" + ask + "|271=700|");
    }

    private void work(Held h, int dice) {
        if (dice < 20) {
            ack(h);
        } else if (dice < 62) {
            fill(h, chance(30) ? h.leaves() : 1 + random.nextInt((int) Math.max(1, h.leaves())), chance(85));
        } else if (dice < 66) {
            world.note(Happening.OVERFILL);
            fill(h, h.leaves() + 1 + random.nextInt(20), true);
        } else if (dice < 74 && !h.acked && h.cum == 0) {
            world.note(Happening.BROKER_REJECTS);
            close(h, '8', "103=" + (chance(50) ? 0 : 99) + "|58=no|");
        } else if (dice < 78) {
            world.note(Happening.BROKER_CANCELS_UNASKED);
            close(h, '4', "");
        } else if (dice < 80) {
            world.note(Happening.BROKER_EXPIRES);
            close(h, 'C', "");
        } else if (dice < 82) {
            doneForDay(h);
        } else if (dice < 87) {
            restate(h);
        } else if (dice < 89 && !h.acked && h.cum == 0) {
            world.note(Happening.BUSINESS_REJECT);
            h.closed = '8';
            say("j", "45=" + h.number + "|372=D|380=4|58=not now|");
        } else if (dice < 92) {
            word(h);
        }
    }

    private void doneForDay(Held h) {
        if (!h.outlivesDay()) {
            world.note(Happening.BROKER_DONE_FOR_DAY);
            close(h, '3', "");
        } else if (!h.rests) {
            world.note(Happening.BROKER_RESTS_GTC);
            h.acked = true;
            h.rests = true;
            report(h, '3', nextExec(), "");
        }
    }

    /** Pending new, stopped, suspended, calculated: what changes nothing. */
    private void word(Held h) {
        world.note(Happening.WORD_WITHOUT_EFFECT);
        char exec = h.acked ? "79B".charAt(random.nextInt(3)) : 'A';
        report(h, exec, nextExec(), "");
    }

    void ack(Held h) {
        if (!h.acked && h.closed == 0) {
            world.note(Happening.ACKNOWLEDGED);
            h.acked = true;
            report(h, '0', nextExec(), "");
        }
    }

    private void close(Held h, char as, String more) {
        h.closed = as;
        report(h, as, nextExec(), more);
    }

    private void fill(Held h, long qty, boolean tells) {
        if (qty < 1 || h.closed != 0) {
            return;
        }
        world.note(Happening.FILL);
        note(!h.acked, Happening.FILL_BEFORE_ACKNOWLEDGEMENT);
        note(!h.requests.isEmpty(), Happening.FILL_WHILE_REQUEST_PENDING);
        note(!tells, Happening.FILL_UNTOLD);
        h.rests = false;
        Exec exec = new Exec(fillId(h), qty, h.px.subtract(BigDecimal.valueOf(random.nextInt(7), 2)));
        h.execs.add(exec);
        h.cum += qty;
        if (h.cum >= h.qty) {
            h.closed = '2';
        }
        exec.report = text(h, 'F', exec.id, h.clOrdId, "32=" + qty + "|31=" + exec.px + "|");
        if (tells) {
            tell(exec);
        }
    }

    private void note(boolean so, Happening what) {
        if (so) {
            world.note(what);
        }
    }

    /** The ExecID of a fill; now and then one that was another order's on another day. */
    private String fillId(Held h) {
        Held other = book.get(random.nextInt(book.size()));
        for (int i = 0; i < 6 && other.execs.isEmpty(); i++) {
            other = book.get(random.nextInt(book.size()));
        }
        if (other == h || other.execs.isEmpty() || !chance(50)) {
            return nextExec();
        }
        Exec before = other.execs.get(0);
        Long at = toldAt.get(before.first);
        boolean old = at != null && TradingDays.at(at + SLACK) < TradingDays.at(world.utc() - SLACK);
        if (!old || !before.id.equals(before.first) || !reused.add(before.first + TradingDays.at(world.utc()))) {
            return nextExec();
        }
        world.note(Happening.EXEC_ID_OF_ANOTHER_DAY);
        return before.first;
    }

    private void tell(Exec exec) {
        toldAt.put(exec.first, world.utc());
        say("8", exec.report);
    }

    /** Trading days since it was said: of an earlier one, a plain repetition would be another fill. */
    private long age(Exec exec) {
        Long at = toldAt.get(exec.first);
        return at == null ? 0 : TradingDays.at(world.utc() + SLACK) - TradingDays.at(at);
    }

    /** What was missed comes after all; what was said comes again. */
    void tellMissed(Held h) {
        for (Exec exec : h.execs) {
            if (!toldAt.containsKey(exec.first) && !exec.busted) {
                if (h.changes > 0) {
                    exec.report = text(h, 'F', exec.id, h.clOrdId, "32=" + exec.qty + "|31=" + exec.px + "|");
                }
                tell(exec);
            }
        }
    }

    private void restate(Held h) {
        world.note(Happening.BROKER_RESTATES);
        h.rests = false;
        h.qty = Math.max(h.cum + 1, h.qty + random.nextInt(21) - 10);
        report(h, 'D', nextExec(), "378=5|");
    }

    /** What had been filled when the cancel came, and nobody had said. */
    private void lateFill(Held h) {
        world.note(Happening.FILL_AFTER_END);
        long qty = 1 + random.nextLong(h.qty - h.cum);
        Exec exec = new Exec(nextExec(), qty, h.px);
        h.execs.add(exec);
        h.cum += qty;
        exec.report = text(h, 'F', exec.id, h.clOrdId, "32=" + qty + "|31=" + exec.px + "|");
        tell(exec);
    }

    /** Busts, corrections, duplicates, late reports. */
    private void afterwards(Held h) {
        if ((h.closed == '4' || h.closed == 'C') && h.cum < h.qty && chance(10)) {
            lateFill(h);
            return;
        }
        if (chance(5)) {
            strange(h);
        }
        if (chance(30)) {
            tellMissed(h);
            return;
        }
        if (h.execs.isEmpty()) {
            return;
        }
        Exec exec = h.execs.get(random.nextInt(h.execs.size()));
        if (!toldAt.containsKey(exec.first) || exec.busted) {
            return;
        }
        switch (random.nextInt(3)) {
            case 0 -> tellAgain(exec);
            case 1 -> bust(h, exec);
            default -> correct(h, exec);
        }
    }

    /** Of an order that nobody sent. */
    private void strange(Held h) {
        if (chance(50)) {
            world.note(Happening.STRANGE_REPORT);
            say("8", text(h, '0', nextExec(), "STRANGER" + execIds, ""));
        } else {
            world.note(Happening.STRANGE_FILL);
            say("8", text(h, 'F', nextExec(), "STRANGER" + execIds, "32=7|31=" + h.px + "|"));
        }
    }

    private void tellAgain(Exec exec) {
        if (age(exec) < 2) {
            world.note(Happening.FILL_TOLD_AGAIN);
            sayOnce("8", exec.report + (age(exec) > 0 || chance(50) ? "97=Y|" : ""));
        }
    }

    private void bust(Held h, Exec exec) {
        world.note(Happening.BUST);
        exec.busted = true;
        h.changes++;
        h.cum -= exec.qty;
        reopen(h);
        report(h, 'H', nextExec(), "19=" + reference(exec) + "|32=" + exec.qty + "|31=" + exec.px + "|");
    }

    private String reference(Exec exec) {
        return chance(50) ? exec.id : exec.first;
    }

    private void reopen(Held h) {
        if (h.closed == '2' && h.cum < h.qty) {
            h.closed = chance(70) && !world.draining ? 0 : '4';
        }
    }

    private void correct(Held h, Exec exec) {
        world.note(Happening.CORRECTION);
        long qty = Math.max(1, exec.qty + random.nextInt(7) - 3);
        h.cum += qty - exec.qty;
        h.changes++;
        exec.qty = qty;
        exec.px = exec.px.add(BigDecimal.valueOf(random.nextInt(5) - 2, 2));
        String reference = reference(exec);
        exec.id = nextExec();
        if (h.closed == 0 && h.cum >= h.qty) {
            h.closed = '2';
        }
        reopen(h);
        report(h, 'G', exec.id, "19=" + reference + "|32=" + exec.qty + "|31=" + exec.px + "|");
    }

    // ---- requests

    /** Answers the oldest request. */
    void answer(Held h, int dice) {
        Message m = h.requests.peek();
        if (m == null) {
            return;
        }
        if (dice < 2 && h.closed == 0) {
            h.pending = m.type().equals("F") ? '6' : 'E';
            say("8", text(h, h.pending, nextExec(), m.get(11), "41=" + h.clOrdId + "|"));
            return;
        }
        if (dice == 2 && h.closed == 0) {
            fill(h, Math.max(1, h.leaves() / 2), true);
            return;
        }
        h.requests.remove();
        h.pending = 0;
        if (h.closed != 0 || dice > 7) {
            world.note(Happening.REQUEST_REFUSED);
            char why = h.closed != 0 ? '0' : "023".charAt(random.nextInt(3));
            say(
                    "9",
                    "37=" + h.orderId + "|11=" + m.get(11) + "|41=" + h.clOrdId + "|39=" + h.status() + "|434="
                            + kind(m) + "|102=" + why + "|58=no|");
        } else if (m.type().equals("F")) {
            h.closed = '4';
            say("8", text(h, '4', nextExec(), m.get(11), "41=" + h.clOrdId + "|"));
            h.clOrdId = m.get(11);
        } else {
            h.acked = true;
            String old = h.clOrdId;
            h.clOrdId = m.get(11);
            h.qty = Math.max(m.shares(38), h.cum);
            h.px = m.has(44) ? new BigDecimal(m.get(44)) : h.px;
            if (h.qty == h.cum) {
                h.closed = '2';
            }
            report(h, '5', nextExec(), "41=" + old + "|");
        }
    }

    /** The storm is over: says all that was left unsaid, and ends what is open. */
    void settle(boolean end) {
        answerQuestions();
        for (Held h : List.copyOf(book)) {
            ack(h);
            tellMissed(h);
            while (!h.requests.isEmpty()) {
                answer(h, 5);
            }
            if (end && h.closed == 0) {
                close(h, 'C', "");
            }
        }
    }
}
