package io.weir.conformance.simulation;

import io.weir.gateway.core.AdminCommand;
import io.weir.gateway.orders.Difference;
import io.weir.gateway.orders.Reconciliation;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Sequencer;
import java.util.List;
import java.util.SplittableRandom;

/** The people who look after the gateway: what they may lawfully do, at random; and what they put right when the storm is over. */
final class Operators {
    private final World world;
    private final SplittableRandom random;
    private int releases;
    /** Somebody was told that the kill switch is engaged, and has not had it released. */
    private boolean killAcknowledged;

    Operators(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
    }

    boolean killAcknowledged() {
        return killAcknowledged;
    }

    void kill() {
        AdminCommand command = new AdminCommand("ann", "simulation", "kill", List.of());
        world.tell(() -> "ann engages the kill switch");
        world.note(Happening.KILL_SWITCH);
        int ofThese = releases;
        world.happens(living -> living.kill(command, (done, text) -> killAcknowledged |= done && ofThese == releases));
    }

    void release() {
        world.tell(() -> "ann and bob release the kill switch");
        world.note(Happening.KILL_RELEASED);
        killAcknowledged = false;
        releases++;
        for (String actor : List.of("ann", "bob")) {
            admin(actor, "release");
        }
    }

    private void admin(String actor, String name, String... arguments) {
        admin(actor, name, List.of(arguments), Happening.KILL_RELEASED);
    }

    private void admin(String actor, String name, List<String> arguments, Happening done) {
        Sequencer.Reply reply = (carriedOut, text) -> {
            world.tell(() -> "    " + (carriedOut ? "done: " : "refused: ") + text);
            if (carriedOut && !name.equals("release")) {
                world.note(done);
            }
        };
        world.happens(living -> living.admin(new AdminCommand(actor, "simulation", name, arguments), reply));
    }

    /** Somebody does something about a session or a difference. */
    void act() {
        if (!world.isUp()) {
            return;
        }
        int place = random.nextInt(World.PLACES);
        String session = world.parties[place].name;
        boolean differ = !world.reconciliation().differences().all().isEmpty();
        switch (random.nextInt(differ ? 16 : 8)) {
            case 0 -> admin("ann", "session-logout", List.of(session), Happening.SESSION_LOGGED_OUT);
            case 1 -> {
                admin("ann", "session-disable", List.of(session), Happening.SESSION_DISABLED);
                world.later(random.nextLong(40_000), () -> enable(session));
            }
            case 2 -> {
                if (mayAgree(place)) {
                    admin("ann", "session-reset", List.of(session), Happening.SESSION_RESET);
                }
            }
            case 3 -> {
                if (!mayAgree(place)) {
                    return;
                }
                FixSession at = world.session(place);
                String out = String.valueOf(at.nextOut() + random.nextInt(4));
                List<String> numbers = List.of(session, out, String.valueOf(at.nextIn()));
                admin("ann", "session-set-numbers", numbers, Happening.SESSION_NUMBERS_SET);
            }
            case 4 -> {
                List<String> edit = List.of(session, "LogonTimeout=" + (8 + random.nextInt(5)), "--now");
                admin("ann", "session-edit", edit, Happening.SESSION_EDITED);
            }
            default -> reconcile();
        }
    }

    /** Numbers are set as agreed with the other side: not while its Logon is under way. */
    private boolean mayAgree(int place) {
        return !world.parties[place].isConnected() || world.session(place).isLoggedOn();
    }

    private void enable(String session) {
        admin("ann", "session-enable", session);
    }

    private void reconcile() {
        Reconciliation reconciliation = world.reconciliation();
        List<Difference> found = reconciliation.differences().all();
        if (found.isEmpty() || random.nextInt(6) == 0) {
            String broker = world.parties[2 + random.nextInt(2)].name;
            admin("bob", "reconcile-ask", List.of(broker), Happening.BROKER_ASKED_AGAIN);
            return;
        }
        Difference one = found.get(random.nextInt(found.size()));
        switch (random.nextInt(3)) {
            case 0 -> {
                if (mayAccept(one)) {
                    admin("bob", "reconcile-accept", List.of(one.clOrdId()), Happening.DIFFERENCE_ACCEPTED);
                }
            }
            case 1 -> admin("bob", "reconcile-keep", List.of(one.clOrdId()), Happening.DIFFERENCE_KEPT);
            default -> admin("bob", "reconcile-cancel", List.of(one.clOrdId()), Happening.DIFFERENCE_CANCELED);
        }
    }

    /** That an order is not there is said by nobody who has not asked its broker, on the telephone, too. */
    private boolean mayAccept(Difference one) {
        return switch (one.kind()) {
            case MISSING, UNANSWERED -> !((Broker) world.parties[one.session()]).knows(one.clOrdId());
            default -> true;
        };
    }

    /** The storm is over: every session may log on, what is not ours is the broker's own. */
    void settle() {
        if (!world.isUp()) {
            return;
        }
        for (Party party : world.parties) {
            if (!world.session(party.place).isEnabled()) {
                enable(party.name);
            }
        }
        for (Difference each : world.reconciliation().differences().all()) {
            if (each.kind() == Difference.Kind.UNKNOWN && world.isUp()) {
                admin("bob", "reconcile-accept", List.of(each.clOrdId()), Happening.DIFFERENCE_ACCEPTED);
            }
        }
    }
}
