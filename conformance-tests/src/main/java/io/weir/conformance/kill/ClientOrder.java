package io.weir.conformance.kill;

import io.weir.conformance.stage.Wire;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The life of one order as its OMS hears of it: what may be said of it when, and what has been said.
 *
 * <p>Each step of a life is told once: pending new, new, each fill, and for each cancel or replace one pending and one end.
 */
final class ClientOrder {
    /** What is wrong with a report, in the words of a finding. */
    enum Flaw {
        NONE,
        REPEATED,
        WRONG
    }

    private static final class Request {
        private final boolean replace;
        private final BigDecimal qty;
        private boolean pending;
        private boolean answered;

        Request(boolean replace, BigDecimal qty) {
            this.replace = replace;
            this.qty = qty;
        }
    }

    private final String name;
    private final boolean algo;
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final List<String> story = new ArrayList<>();
    private String clOrdId;
    private String orderId = "";
    private BigDecimal qty;
    private BigDecimal cum = BigDecimal.ZERO;
    private boolean pendingNew;
    private boolean acknowledged;
    private boolean ended;

    ClientOrder(String name, boolean algo, int qty) {
        this.name = name;
        this.algo = algo;
        this.qty = BigDecimal.valueOf(qty);
        clOrdId = name;
    }

    /** Its first ClOrdID. */
    String name() {
        return name;
    }

    /** The last ClOrdID that was accepted. */
    String clOrdId() {
        return clOrdId;
    }

    /** Whether an algo works it. */
    boolean isAlgo() {
        return algo;
    }

    /** Whether its final state was reported. */
    boolean isEnded() {
        return ended;
    }

    /** What was reported as filled. */
    BigDecimal cum() {
        return cum;
    }

    /** What the OMS has said and heard. */
    List<String> story() {
        return story;
    }

    /** A cancel or a replace is sent under a ClOrdID of its own. */
    void requested(String id, boolean replace, int newQty) {
        requests.put(id, new Request(replace, BigDecimal.valueOf(newQty)));
        story.add((replace ? "sent G " : "sent F ") + id);
    }

    /** Whether a request still waits for its answer. */
    boolean isAsking() {
        return requests.values().stream().anyMatch(request -> !request.answered);
    }

    /** Whether a cancel still waits for its answer. */
    boolean isCanceling() {
        return requests.values().stream().anyMatch(request -> !request.replace && !request.answered);
    }

    /** Takes a report or a cancel reject in. */
    Flaw heard(Wire m) {
        story.add(m.show(150, 39, 14, 151, 11, 41, 32, 31, 527, 434, 102, 103, 58));
        if (m.type().equals("9")) {
            // One of an order that is not known by that ClOrdID any more says nothing of the order.
            ended |= m.get(37).equals(orderId) && "2348C".contains(m.get(39));
            return answered(m.get(11), !m.get(434).equals("1"));
        }
        if (ended) {
            return Flaw.REPEATED;
        }
        if (orderId.isEmpty()) {
            orderId = m.get(37);
        }
        Flaw flaw = step(m);
        return flaw == Flaw.NONE && !(m.get(37).equals(orderId) && adds(m)) ? Flaw.WRONG : flaw;
    }

    private Flaw step(Wire m) {
        switch (m.get(150)) {
            case "A" -> {
                boolean again = pendingNew || acknowledged;
                pendingNew = true;
                return algo ? Flaw.WRONG : again ? Flaw.REPEATED : Flaw.NONE;
            }
            case "0" -> {
                boolean again = acknowledged;
                acknowledged = true;
                return again ? Flaw.REPEATED : Flaw.NONE;
            }
            case "F" -> {
                acknowledged = true;
                cum = cum.add(m.decimal(32));
                ended = m.get(39).equals("2");
                return m.decimal(32).signum() > 0 ? Flaw.NONE : Flaw.WRONG;
            }
            case "6", "E" -> {
                return pending(m.get(11), m.get(150).equals("E"));
            }
            case "5" -> {
                return replaced(m);
            }
            case "4", "8", "3", "C" -> {
                ended = true;
                boolean requested = m.get(150).equals("4") && requests.containsKey(m.get(11));
                return requested && !m.get(11).equals(clOrdId) ? answered(m.get(11), false) : Flaw.NONE;
            }
            default -> {
                return Flaw.WRONG;
            }
        }
    }

    private Flaw pending(String id, boolean replace) {
        Request request = requests.get(id);
        if (request == null || request.replace != replace) {
            return Flaw.WRONG;
        }
        boolean again = request.pending || request.answered;
        request.pending = true;
        return again ? Flaw.REPEATED : Flaw.NONE;
    }

    private Flaw replaced(Wire m) {
        Flaw flaw = answered(m.get(11), true);
        Request request = requests.get(m.get(11));
        if (flaw == Flaw.NONE && request != null) {
            clOrdId = m.get(11);
            qty = request.qty.max(cum);
            ended = m.get(39).equals("2");
        }
        return flaw;
    }

    private Flaw answered(String id, boolean replace) {
        Request request = requests.get(id);
        if (request == null || request.replace != replace) {
            return Flaw.WRONG;
        }
        boolean again = request.answered;
        request.answered = true;
        return again ? Flaw.REPEATED : Flaw.NONE;
    }

    /** CumQty is what the fills come to; LeavesQty is the rest of it, or nothing at the end. */
    private boolean adds(Wire m) {
        BigDecimal leaves = ended ? BigDecimal.ZERO : qty.subtract(cum);
        return m.decimal(14).compareTo(cum) == 0 && m.decimal(151).compareTo(leaves) == 0 && cum.compareTo(qty) <= 0;
    }

    @Override
    public String toString() {
        return name + " " + story;
    }
}
