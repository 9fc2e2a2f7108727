package io.weir.gateway.core;

import io.weir.algo.AlgoCatalog;
import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.order.StateHash;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SessionSettings;
import io.weir.gateway.orders.OrderFlow;
import io.weir.risk.KillScope;
import io.weir.risk.ReleaseStep;
import io.weir.risk.Risk;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.SessionLayer;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import io.weir.sessions.sequencer.Core;
import io.weir.sessions.sequencer.Event;
import io.weir.sessions.sequencer.Outlet;
import io.weir.sessions.sequencer.SentNumber;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole gateway as a function of its events.
 *
 * <p>It begins empty: a Reference event brings the settings, Started begins a process. Sessions keep their numbers, and their
 * place, when later settings change them. Confined to the core thread.
 */
public final class GatewayCore implements Core {
    private final SettingsSource source;
    private final Dictionary dictionary;
    private final Outlet outlet;
    private final Turn turn = new Turn();
    private final FixWriter writer = new FixWriter(8192);
    private final List<SessionSettings> registry = new ArrayList<>();

    private Timers timers = new Timers();
    private @Nullable SessionLayer sessions;
    private @Nullable OrderFlow flow;
    private @Nullable Risk risk;
    private String reference = "";
    private long boot;

    /** An empty core that writes to an outlet. */
    public GatewayCore(SettingsSource source, Dictionary dictionary, Outlet outlet) {
        this.source = source;
        this.dictionary = dictionary;
        this.outlet = outlet;
    }

    @Override
    public void apply(Event event) {
        turn.begin(event.monoNanos(), event.utcNanos());
        timers.fire(event.monoNanos());
        switch (event.type()) {
            case Received ->
                sessions().received(event.source(), event.aux(), event.bytes(), event.start(), event.end());
            case Connected -> sessions().connected(event.source(), event.aux());
            case Disconnected ->
                sessions()
                        .disconnected(
                                event.source(), event.aux(), Ascii.text(event.bytes(), event.start(), event.end()));
            case Started -> started(event.aux());
            case Streamed ->
                sessions().streamed(event.source(), SentNumber.epoch(event.aux()), SentNumber.msgSeqNum(event.aux()));
            case Drained -> sessions().drain();
            case Reference ->
                reference(
                        new String(event.bytes(), event.start(), event.end() - event.start(), StandardCharsets.UTF_8));
            case Admin -> admin(AdminCommand.decode(event.bytes(), event.start(), event.end()));
            case Kill -> kill(AdminCommand.decode(event.bytes(), event.start(), event.end()));
            case Withheld -> flow().withheld(event.source(), event.aux());
            default -> {}
        }
        // What was put off to "now" during the event, such as an algo hearing of a refusal.
        timers.fire(event.monoNanos());
    }

    private void started(long newBoot) {
        boot = newBoot;
        flow().boot(newBoot);
        sessions().started();
        flow().started();
    }

    /** Builds the gateway that the settings describe; sessions, ids and kills go on from the one before. */
    private void reference(String content) {
        GatewaySettings settings = source.read(content);
        reference = content;
        int[] places = register(settings.sessions());
        Timers nextTimers = new Timers();
        SessionRelay relay = new SessionRelay();
        SessionLayer nextSessions = new SessionLayer(registry, dictionary, turn, nextTimers, writer, outlet, relay);
        Risk nextRisk = new Risk(RiskLimits.of(settings), settings.instruments().all());
        OrderFlow nextFlow = new OrderFlow(
                settings,
                AlgoCatalog.of(RiskLimits.algoDefaults(settings)),
                nextRisk,
                nextSessions,
                places,
                turn,
                nextTimers,
                outlet,
                flow);
        relay.to(nextFlow);
        if (sessions != null && risk != null) {
            nextSessions.adopt(sessions);
            nextRisk.killSwitch().adopt(risk.killSwitch());
            for (int i = 0; i < registry.size(); i++) {
                retireUnlessNamed(nextSessions.session(i), places);
            }
        }
        timers = nextTimers;
        sessions = nextSessions;
        risk = nextRisk;
        flow = nextFlow;
    }

    private static void retireUnlessNamed(FixSession session, int[] places) {
        for (int place : places) {
            if (place == session.index()) {
                return;
            }
        }
        session.disable();
    }

    /** Gives each session its place for good; what is known keeps the one it had. */
    private int[] register(List<SessionSettings> named) {
        int[] places = new int[named.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = -1;
            for (int known = 0; known < registry.size(); known++) {
                if (registry.get(known).ids().equals(named.get(i).ids())) {
                    places[i] = known;
                    registry.set(known, named.get(i));
                }
            }
            if (places[i] < 0) {
                places[i] = registry.size();
                registry.add(named.get(i));
            }
        }
        return places;
    }

    // ---- what people ask

    private void kill(AdminCommand command) {
        risk().killSwitch().engage(KillScope.ALL, 0, command.actor(), command.reason(), turn.utcNanos());
        outlet.alert("kill switch engaged by " + command.actor() + ": " + command.reason());
        int open = flow().kill("TE008 kill switch: " + command.reason());
        outlet.reply(true, "kill switch engaged; " + open + " open orders are being canceled");
    }

    private void admin(AdminCommand command) {
        switch (command.name()) {
            case "release" -> release(command);
            case "session-logout", "session-reset", "session-enable", "session-disable", "session-set-numbers" ->
                session(command);
            default -> outlet.reply(false, "unknown command " + command.name());
        }
    }

    private void release(AdminCommand command) {
        ReleaseStep step = risk().killSwitch().release(KillScope.ALL, 0, command.actor());
        switch (step) {
            case NOT_ENGAGED -> outlet.reply(false, "the kill switch is not engaged");
            case FIRST_OF_TWO ->
                outlet.reply(true, "release asked for by " + command.actor() + "; a second principal must ask, too");
            case SAME_ACTOR ->
                outlet.reply(false, command.actor() + " has asked already; the second principal must be another one");
            case RELEASED -> {
                flow().killReleased();
                outlet.alert("kill switch released, last by " + command.actor() + ": " + command.reason());
                outlet.reply(true, "kill switch released");
            }
        }
    }

    private void session(AdminCommand command) {
        FixSession session =
                find(command.arguments().isEmpty() ? "" : command.arguments().get(0));
        if (session == null) {
            outlet.reply(false, "no session " + command.arguments() + "; see: weir session list");
            return;
        }
        switch (command.name()) {
            case "session-logout" -> session.logout("logged out by the operator");
            case "session-reset" -> session.reset();
            case "session-enable" -> session.enable();
            case "session-disable" -> session.disable();
            default -> {
                if (!areNumbers(command)) {
                    outlet.reply(false, "two numbers from 1 are needed: the next one out, the next one in");
                    return;
                }
                session.setNumbers(
                        Long.parseLong(command.arguments().get(1)),
                        Long.parseLong(command.arguments().get(2)));
            }
        }
        outlet.alert("session " + session + ": " + command.name() + " by " + command.actor() + ": " + command.reason());
        outlet.reply(true, session + ": next out " + session.nextOut() + ", next in " + session.nextIn());
    }

    private static boolean areNumbers(AdminCommand command) {
        List<String> arguments = command.arguments();
        return arguments.size() == 3
                && arguments.get(1).matches("[1-9]\\d{0,9}")
                && arguments.get(2).matches("[1-9]\\d{0,9}");
    }

    /** The session that a person means: by TargetCompID, or by SenderCompID->TargetCompID. */
    private @Nullable FixSession find(String name) {
        FixSession found = null;
        for (int i = 0; i < sessions().size(); i++) {
            FixSession session = sessions().session(i);
            if (session.settings().targetCompId().equals(name)
                    || session.toString().equals(name)) {
                found = session;
            }
        }
        return found;
    }

    // ---- what is there

    @Override
    public long nextDeadline() {
        return timers.nextDeadline();
    }

    /** The sessions in the order of their places, as the edge needs them. */
    public List<SessionSettings> sessionSettings() {
        return List.copyOf(registry);
    }

    /** The content of the settings in force; empty before the first. */
    public String reference() {
        return reference;
    }

    /** The sessions. */
    public SessionLayer sessions() {
        return required(sessions);
    }

    /** The order path. */
    public OrderFlow flow() {
        return required(flow);
    }

    /** The risk. */
    public Risk risk() {
        return required(risk);
    }

    private static <T> T required(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the journal has no Reference event before this one");
        }
        return part;
    }

    /** Whether nothing has been applied that brought settings. */
    public boolean isEmpty() {
        return flow == null;
    }

    @Override
    public long stateHash() {
        long hash = StateHash.mix(StateHash.SEED, boot);
        hash = StateHash.mix(hash, reference);
        hash = StateHash.mix(hash, timers.stateHash());
        if (sessions != null && flow != null) {
            hash = StateHash.mix(hash, sessions.stateHash());
            hash = StateHash.mix(hash, flow.stateHash());
        }
        return hash;
    }
}
