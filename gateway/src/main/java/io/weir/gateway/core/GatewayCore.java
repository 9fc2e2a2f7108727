package io.weir.gateway.core;

import io.weir.algo.AlgoCatalog;
import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.order.StateHash;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.state.StateStream;
import io.weir.gateway.orders.OrderFlow;
import io.weir.gateway.orders.Reconciliation;
import io.weir.risk.KillScope;
import io.weir.risk.ReleaseStep;
import io.weir.risk.Risk;
import io.weir.sessions.gate.Intake;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.SessionLayer;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import io.weir.sessions.sequencer.CorrectableCore;
import io.weir.sessions.sequencer.Event;
import io.weir.sessions.sequencer.Outlet;
import io.weir.sessions.sequencer.SentNumber;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole gateway as a function of its events.
 *
 * <p>It begins empty: a Reference event brings the settings, Started begins a process. Sessions keep their numbers, and their
 * place, when later settings change them. Confined to the core thread.
 */
public final class GatewayCore implements CorrectableCore, Timers.Names {
    private static final String SESSION = "session";

    private final SettingsSource source;
    private final Dictionary dictionary;
    private final Outlet outlet;
    private final Turn turn = new Turn();
    private final FixWriter writer = new FixWriter(8192);
    private final SessionRoster roster = new SessionRoster();

    private final Intake intake = new Intake();

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
        if (flow != null && event.type() != RecordType.Started) {
            flow.look();
        }
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
            case Intake -> intake(event.source() == 1, event.aux());
            case Reference ->
                reference(
                        new String(event.bytes(), event.start(), event.end() - event.start(), StandardCharsets.UTF_8));
            case Admin -> admin(AdminCommand.decode(event.bytes(), event.start(), event.end()));
            case Kill -> kill(AdminCommand.decode(event.bytes(), event.start(), event.end()));
            case CancelOnly ->
                cancelOnly(AdminCommand.decode(event.bytes(), event.start(), event.end()), event.aux() > 0);
            case Withheld -> flow().withheld(event.source(), event.aux());
            default -> {}
        }
        // What was put off to "now" during the event, such as an algo hearing of a refusal.
        timers.fire(event.monoNanos());
    }

    /** The journal's disk has become short of room, or has enough again. Algos pause meanwhile: the gate refuses their children. */
    private void intake(boolean open, long freeBytes) {
        if (open) {
            intake.open();
            outlet.alert("order intake is on again: " + (freeBytes >> 20) + " MiB are free on the journal's disk");
        } else {
            intake.stop(freeBytes);
            outlet.alert("order intake is stopped: only " + (freeBytes >> 20) + " MiB are free on the journal's disk; "
                    + flow().table().openCount() + " open orders go on, cancels pass, new orders are refused");
        }
    }

    private void started(long newBoot) {
        boot = newBoot;
        intake.open();
        flow().boot(newBoot);
        sessions().started();
        flow().started();
        roster.takeNews().forEach(outlet::alert);
    }

    /** Builds the gateway that the settings describe; sessions, ids and kills go on from the one before. */
    private void reference(String content) {
        GatewaySettings settings = roster.configure(source.read(content));
        reference = content;
        int[] places = roster.register(settings);
        SessionLayer sessionsBefore = sessions;
        Risk riskBefore = risk;
        build(settings, places, flow);
        if (sessionsBefore != null && riskBefore != null) {
            sessions().adopt(sessionsBefore);
            risk().killSwitch().adopt(riskBefore.killSwitch());
            for (int i = 0; i < sessions().size(); i++) {
                if (roster.isGone(i)) {
                    sessions().session(i).disable();
                }
            }
        }
    }

    private void build(GatewaySettings settings, int[] places, @Nullable OrderFlow before) {
        timers = new Timers();
        SessionRelay relay = new SessionRelay();
        sessions = new SessionLayer(roster.registry(), dictionary, turn, timers, writer, outlet, relay);
        risk = new Risk(RiskLimits.of(settings), settings.instruments().all());
        flow = new OrderFlow(settings, catalog(settings), intake, risk, sessions, places, turn, timers, outlet, before);
        relay.to(flow);
    }

    // ---- snapshots

    @Override
    public void state(StateStream state) {
        state.section("gateway", 1, () -> {
            reference = state.of(reference);
            boot = state.of(boot);
            turn.state(state);
            intake.state(state);
            if (!state.of(flow != null)) {
                return;
            }
            roster.state(state, () -> source.read(reference));
            if (state.isReading()) {
                GatewaySettings settings = roster.configured();
                build(settings, roster.placesOf(settings), null);
            }
            sessions().state(state);
            flow().state(state);
            timers.state(state, this);
        });
    }

    @Override
    public long day() {
        return flow == null ? 0 : flow.day();
    }

    @Override
    public Timers.Name nameOf(Timers.Target target) {
        return target instanceof FixSession session ? new Timers.Name(SESSION, session.index()) : flow().nameOf(target);
    }

    @Override
    public Timers.Target target(Timers.Name name) {
        return name.what().equals(SESSION) ? sessions().session((int) name.which()) : flow().target(name);
    }

    // ---- records that are trusted more than this core

    /** The last id, then the epoch and the next number of each session. */
    @Override
    public long[] numbering() {
        if (sessions == null || flow == null) {
            return new long[] {0};
        }
        long[] numbering = new long[1 + 2 * sessions.size()];
        numbering[0] = flow.ids().last();
        for (int i = 0; i < sessions.size(); i++) {
            numbering[1 + 2 * i] = sessions.session(i).epoch();
            numbering[2 + 2 * i] = sessions.session(i).nextOut();
        }
        return numbering;
    }

    @Override
    public void takeBack(long[] numbering) {
        if (sessions == null || flow == null) {
            return;
        }
        flow.ids().back(numbering[0]);
        for (int i = 0; 1 + 2 * i < numbering.length; i++) {
            sessions.goOn(i, numbering[1 + 2 * i], numbering[2 + 2 * i]);
        }
    }

    @Override
    public void recorded(int session, long epoch, long msgSeqNum, byte[] bytes, int start, int end) {
        if (sessions == null || flow == null) {
            return;
        }
        FixMessage message = new FixMessage();
        if (FixParser.parse(bytes, start, end, message) == FixParser.Result.OK) {
            for (int i = 0; i < message.fieldCount(); i++) {
                flow.ids().given(flow.ids().read(bytes, message.valueStart(i), message.valueEnd(i)));
            }
        }
        if (session < sessions.size()) {
            sessions.goOn(session, epoch, msgSeqNum + 1);
        }
    }

    // ---- what people ask

    private void kill(AdminCommand command) {
        risk().killSwitch().engage(KillScope.ALL, 0, command.actor(), command.reason(), turn.utcNanos());
        outlet.alert("kill switch engaged by " + command.actor() + ": " + command.reason());
        int open = flow().kill("TE008 kill switch: " + command.reason());
        outlet.reply(true, "kill switch engaged; " + open + " open orders are being canceled");
    }

    /** This process only cancels, until a normal start; the kill switch stays engaged beyond that. */
    private void cancelOnly(AdminCommand command, boolean trusted) {
        String words = "cancel-only start: " + command.reason();
        risk().killSwitch().engage(KillScope.ALL, 0, command.actor(), words, turn.utcNanos());
        CancelOnlyOrders orders = CancelOnlyOrders.read(command);
        outlet.alert("CANCEL-ONLY: no order is taken, what is open is canceled; by " + command.actor() + ": "
                + command.reason());
        outlet.alert(
                trusted
                        ? "the records are trusted where replay differs: " + orders.trust()
                        : "replay repeats the journal");
        int recorded = flow().reconciliation().cancelOnly(orders.orders());
        int open = flow().kill("TE008 " + words);
        outlet.alert(open + " open orders are being canceled, and " + recorded
                + " that only the records of what was sent to brokers know; the clients of those are not told by FIX");
    }

    private void admin(AdminCommand command) {
        switch (command.name()) {
            case "release" -> release(command);
            case "session-logout", "session-reset", "session-enable", "session-disable", "session-set-numbers" ->
                session(command);
            case "session-edit", "session-add", "session-remove" -> change(command);
            case "reconcile-ask", "reconcile-accept", "reconcile-keep", "reconcile-cancel" -> reconcile(command);
            default -> outlet.reply(false, "unknown command " + command.name());
        }
    }

    private void release(AdminCommand command) {
        if (flow().reconciliation().onlyCancels()) {
            outlet.reply(false, "this process only cancels; stop it, start it without --recover, and release then");
            return;
        }
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

    /** What is to become of an order about which a broker and we do not agree. */
    private void reconcile(AdminCommand command) {
        Reconciliation reconciliation = flow().reconciliation();
        String about = command.arguments().isEmpty() ? "" : command.arguments().get(0);
        String words;
        try {
            words = switch (command.name()) {
                case "reconcile-accept" -> reconciliation.accept(about);
                case "reconcile-keep" -> reconciliation.keep(about);
                case "reconcile-cancel" -> reconciliation.cancel(about);
                default -> about + " is asked for " + reconciliation.askAgain(about) + " orders";
            };
        } catch (IllegalArgumentException refused) {
            outlet.reply(false, String.valueOf(refused.getMessage()));
            return;
        }
        String told = command.name() + " " + words + "; by " + command.actor() + ": " + command.reason();
        byte[] record = Ascii.bytes(told);
        outlet.result(RecordType.Explained, 0, flow().id(about), record, 0, record.length);
        outlet.alert(told);
        outlet.reply(true, words);
    }

    private void session(AdminCommand command) {
        FixSession session;
        try {
            session = sessions()
                    .session(roster.find(
                            command.arguments().isEmpty()
                                    ? ""
                                    : command.arguments().get(0)));
        } catch (IllegalArgumentException none) {
            outlet.reply(false, String.valueOf(none.getMessage()));
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

    /** Changes a session's settings, adds one or takes one away; the rest of the gateway goes on. */
    private void change(AdminCommand command) {
        SessionRoster.Change change;
        try {
            change = sensible(command, turn.utcNanos());
        } catch (IllegalArgumentException refused) {
            outlet.reply(false, String.valueOf(refused.getMessage()));
            return;
        }
        roster.make(change);
        FixSession session = carryOut(change);
        String words = session + ": " + change.words();
        byte[] record = Ascii.bytes(command.name() + " " + words + " by " + command.actor() + ": " + command.reason());
        outlet.result(RecordType.Explained, session.index(), 0, record, 0, record.length);
        outlet.alert("session " + words + " by " + command.actor() + ": " + command.reason());
        outlet.reply(true, words + "; next out " + session.nextOut() + ", next in " + session.nextIn());
    }

    private SessionRoster.Change sensible(AdminCommand command, long utcNanos) {
        SessionRoster.Change change = roster.propose(command, utcNanos);
        if (change.kind() == SessionRoster.Kind.ADD) {
            return change;
        }
        FixSession session = sessions().session(change.place());
        boolean up = session.connection() != FixSession.NONE;
        if (up && change.kind() == SessionRoster.Kind.REMOVE) {
            throw new IllegalArgumentException(
                    session + " is up; log it out first and keep it out: weir session disable " + session);
        }
        if (up && !change.now()) {
            throw new IllegalArgumentException(session + " is up; log it out first (weir session logout " + session
                    + "), or add --now, which logs it out and changes it at once");
        }
        int open = flow().openOrdersOf(change.place());
        if (change.kind() == SessionRoster.Kind.REMOVE && open > 0) {
            throw new IllegalArgumentException(session + " has " + open + " open orders; cancel them first");
        }
        return change;
    }

    private FixSession carryOut(SessionRoster.Change change) {
        int place = change.place();
        boolean known = place < sessions().size();
        if (known && change.kind() != SessionRoster.Kind.REMOVE) {
            sessions().amend(place, change.settings());
        }
        FixSession session = known ? sessions().session(place) : sessions().add(change.settings());
        switch (change.kind()) {
            case EDIT -> {}
            case ADD -> {
                flow().addClient(session, change.like());
                session.enable();
            }
            case REMOVE -> {
                session.disable();
                flow().removeClient(session);
            }
        }
        return session;
    }

    /**
     * The sessions as they would be after a command that changes them.
     *
     * @throws IllegalArgumentException with the reason why it would be refused
     */
    public List<SessionSettings> proposal(AdminCommand command) {
        return roster.sessionsAfter(sensible(command, 0));
    }

    // ---- what is there

    /** The algos with the defaults of the settings. */
    public static AlgoCatalog catalog(GatewaySettings settings) {
        return AlgoCatalog.of(RiskLimits.algoDefaults(settings));
    }

    @Override
    public long nextDeadline() {
        return timers.nextDeadline();
    }

    /** The sessions in the order of their places, as the edge needs them. */
    public List<SessionSettings> sessionSettings() {
        return roster.sessions();
    }

    /** Which sessions there are, and where their settings come from. */
    public SessionRoster roster() {
        return roster;
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

    /** Whether new orders are taken. */
    public Intake intake() {
        return intake;
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
        hash = StateHash.mix(hash, roster.stateHash());
        hash = StateHash.mix(hash, timers.stateHash());
        hash = intake.stateHash(hash);
        if (sessions != null && flow != null) {
            hash = StateHash.mix(hash, sessions.stateHash());
            hash = StateHash.mix(hash, flow.stateHash());
        }
        return hash;
    }
}
