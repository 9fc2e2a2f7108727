package io.weir.gateway.orders;

import io.weir.algo.AlgoCatalog;
import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.order.OrdStatus;
import io.weir.fix.settings.ClientSettings;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.state.StateException;
import io.weir.fix.state.StateStream;
import io.weir.gateway.routing.BrokerLink;
import io.weir.gateway.routing.ClientLink;
import io.weir.gateway.routing.Router;
import io.weir.risk.Risk;
import io.weir.sessions.gate.Intake;
import io.weir.sessions.gate.OrderGate;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.protocol.SessionApplication;
import io.weir.sessions.protocol.SessionLayer;
import io.weir.sessions.protocol.Timers;
import io.weir.sessions.protocol.Turn;
import io.weir.sessions.sequencer.Outlet;
import io.weir.sessions.sequencer.SentNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order path behind the sessions: which counterparty a session is, and what each of its messages is handed to.
 *
 * <p>Confined to the core thread.
 */
public final class OrderFlow implements SessionApplication {
    private static final String NOBODY = "nobody";
    private static final String CHILDREN = "children";
    private static final String DAY = "day";
    private static final String ABSENT = "absent";
    private static final String ALGO = "algo";
    private static final String MASS_CANCELS = "mass cancels";
    private static final String MASS_STATUS = "mass status";
    private static final String RECONCILIATION = "reconciliation";
    private static final String EXPIRIES = "expiries";
    private static final String RENEWALS = "renewals";
    private static final String STOPS = "stops";

    private final Outlet outlet;
    private final Ids ids;
    private final OrderTable table = new OrderTable();
    private final ClOrdIds clOrdIds;
    private final Risk risk;
    private final Markets markets;
    private final Children children;
    private final Parents parents;
    private final ClientReports reports;
    private final BrokerReports brokerReports;
    private final BrokerMarketData marketData;
    private final TradingDay day;
    private final Expiries expiries;
    private final HeldStops stops;
    private final Renewals renewals;
    private final AbsentClients absent;
    private final Reconciliation reconciliation;
    private final AlgoDesk algos;
    private final ClientDesk clientDesk;
    private final MassRequests massRequests;
    private final GatewaySettings settings;
    private final SessionLayer sessions;
    private final OrderParties parties;
    /** Clients by their numbers: those of the settings, and those added since, also when they are gone. */
    private final List<ClientLink> clients;
    /** Which client each added one is like. */
    private final List<Integer> likes = new ArrayList<>();

    private final Router router;
    private @Nullable ClientLink[] clientsBySession;
    private @Nullable BrokerLink[] brokersBySession;

    /**
     * The order path of a gateway with these settings.
     *
     * @param places the place among the sessions of each session of the settings
     * @param before the order path that this one goes on from, without an open order; or null
     */
    public OrderFlow(
            GatewaySettings settings,
            AlgoCatalog catalog,
            Intake intake,
            Risk risk,
            SessionLayer sessions,
            int[] places,
            Turn turn,
            Timers timers,
            Outlet outlet,
            @Nullable OrderFlow before) {
        this.settings = settings;
        this.sessions = sessions;
        this.outlet = outlet;
        clOrdIds = before == null ? new ClOrdIds() : before.clOrdIds;
        this.risk = risk;
        ids = new Ids(settings.instance());
        clients = clients(settings, sessions, places);
        clientsBySession = clientsBySession(clients, sessions.size());
        List<BrokerLink> brokers = brokers(settings, sessions, places);
        brokersBySession = bySession(brokers, sessions.size());
        OrderGate gate = new OrderGate(intake, risk, turn, this::verdict);
        router = new Router(settings.routes(), brokers);
        markets = new Markets(settings.instruments().all(), risk.prices(), turn);
        DayMark mark = new DayMark();
        reports = new ClientReports(turn, ids, mark);
        Differences differences = new Differences(ids, outlet::alert);
        children = new Children(turn, timers, ids, table, gate, risk, outlet::alert, differences);
        algos = new AlgoDesk(turn, timers, ids, router, children, markets, this::explained, outlet::alert);
        parties = new OrderParties(clients, brokers, settings.instruments(), catalog, algos);
        parents = new Parents(table, ids, reports, children, algos, markets, outlet::alert);
        Executions executions = new Executions(ids, children, parents, reports, risk, outlet::alert);
        brokerReports = new BrokerReports(ids, table, children, parents, executions, risk, outlet::alert, differences);
        reconciliation = new Reconciliation(turn, timers, ids, table, children, brokerReports, outlet::alert, brokers);
        marketData = new BrokerMarketData(settings.instruments(), markets);
        expiries = new Expiries(turn, timers, table, children, parents, settings.dayOrderGraceNanos());
        stops = heldStops(turn, timers);
        TradingCalendar calendar = new TradingCalendar(settings.tradingDay());
        clientDesk = clientDesk(turn, calendar, catalog, gate);
        massRequests = massRequests(turn, timers);
        renewals = new Renewals(turn, timers, table, reports);
        day = new TradingDay(
                settings,
                turn,
                timers,
                ids,
                table,
                clOrdIds,
                brokerReports,
                children,
                parents,
                calendar,
                mark,
                renewals);
        absent = new AbsentClients(turn, timers, table, parents, outlet::alert, clientsBySession);
        if (before != null) {
            adopt(before);
        }
    }

    private void verdict(int source, long orderId, byte[] bytes, int start, int end) {
        outlet.result(RecordType.Verdict, source, orderId, bytes, start, end);
    }

    private void explained(long order, byte[] words) {
        outlet.result(RecordType.Explained, 0, order, words, 0, words.length);
    }

    private ClientDesk clientDesk(Turn turn, TradingCalendar calendar, AlgoCatalog catalog, OrderGate gate) {
        return new ClientDesk(
                turn,
                ids,
                table,
                clOrdIds,
                new OrderFields(settings, calendar, turn),
                catalog,
                router,
                gate,
                risk,
                parents,
                reports,
                expiries,
                stops);
    }

    private HeldStops heldStops(Turn turn, Timers timers) {
        HeldStops held = new HeldStops(
                turn, timers, ids, table, router, children, parents, reports, risk.prices(), outlet::alert);
        markets.watchedBy(held);
        return held;
    }

    private MassRequests massRequests(Turn turn, Timers timers) {
        MassScope scope = new MassScope(table, settings.instruments());
        MassReports massReports = new MassReports(turn, ids, table, reports.tally());
        return new MassRequests(
                turn,
                risk,
                reports,
                new MassCancels(turn, timers, table, clOrdIds, scope, parents, massReports),
                new MassStatus(turn, timers, table, scope, reports, massReports));
    }

    private static List<ClientLink> clients(GatewaySettings settings, SessionLayer sessions, int[] places) {
        List<ClientLink> links = new ArrayList<>();
        settings.clients()
                .forEach(client -> links.add(
                        new ClientLink(client, settings.accounts(), sessions.session(places[client.session()]))));
        return links;
    }

    private static @Nullable ClientLink[] clientsBySession(List<ClientLink> clients, int sessions) {
        @Nullable ClientLink[] links = new ClientLink[sessions];
        clients.forEach(link -> links[link.session().index()] = link);
        return links;
    }

    private static List<BrokerLink> brokers(GatewaySettings settings, SessionLayer sessions, int[] places) {
        List<BrokerLink> links = new ArrayList<>();
        settings.brokers()
                .forEach(broker -> links.add(new BrokerLink(
                        broker,
                        settings.accounts(),
                        settings.instruments(),
                        sessions.session(places[broker.session()]))));
        return links;
    }

    private static @Nullable BrokerLink[] bySession(List<BrokerLink> brokers, int sessions) {
        @Nullable BrokerLink[] links = new BrokerLink[sessions];
        brokers.forEach(link -> links[link.session().index()] = link);
        return links;
    }

    private void adopt(OrderFlow before) {
        if (before.table.openCount() > 0) {
            throw new IllegalStateException("the settings change while orders are open");
        }
        ids.adopt(before.ids);
        reports.tally().adopt(before.reports.tally());
        parents.adopt(before.parents);
        brokerReports.adopt(before.brokerReports);
        reconciliation.adopt(before.reconciliation);
        day.adopt(before.day);
    }

    // ---- clients that come and go while it runs

    /** One more client on a session, with the accounts, rights, routes and limits of another one by its dense number. */
    public void addClient(FixSession session, int like) {
        addClient(session, like, session.settings().ids().counterparty());
    }

    private void addClient(FixSession session, int like, String name) {
        int place = session.index();
        if (place >= clientsBySession.length) {
            clientsBySession = Arrays.copyOf(clientsBySession, place + 1);
            brokersBySession = Arrays.copyOf(brokersBySession, place + 1);
        }
        ClientSettings client = settings.clients().get(like).another(clients.size(), name, place);
        ClientLink link = new ClientLink(client, settings.accounts(), session);
        clients.add(link);
        likes.add(like);
        clientsBySession[place] = link;
        absent.belongs(place, link);
        router.addClient(like, client.index());
        risk.addClientLike(like);
    }

    /** A session whose client has no open order belongs to nobody any more. */
    public void removeClient(FixSession session) {
        clientsBySession[session.index()] = null;
        absent.belongs(session.index(), null);
    }

    /** How many orders of a session's client are open. */
    public int openOrdersOf(int session) {
        int open = 0;
        for (ParentOrder p = table.firstOpen(); p != null; p = p.nextOpen) {
            open += p.client().session().index() == session ? 1 : 0;
        }
        return open;
    }

    // ---- what happens to the process

    /** Ids from here on are those of another boot. */
    public void boot(long boot) {
        ids.boot(boot);
    }

    /** A process has begun: what brokers have not answered is in doubt. */
    public void started() {
        for (ParentOrder p : table.alive()) {
            for (ChildOrder child = p.firstChild; child != null; child = child.next) {
                if (child.isLive() && !child.answered) {
                    child.inDoubt = true;
                }
            }
        }
        reconciliation.started();
        day.started();
        expiries.look();
    }

    /** Any event but the begin of a process, before anything of it is done. */
    public void look() {
        day.look();
    }

    /** The kill switch is engaged; says how many orders it ends. */
    public int kill(String text) {
        return parents.killAll(text);
    }

    /** The kill switch is released. */
    public void killReleased() {
        parents.killReleased();
    }

    /** An order was withheld by the sweep of the kill switch: it never left. */
    public void withheld(int session, long packed) {
        long epoch = SentNumber.epoch(packed);
        long number = SentNumber.msgSeqNum(packed);
        for (ParentOrder p : table.alive()) {
            for (ChildOrder child = p.firstChild; child != null; child = child.next) {
                if (!child.isLive() || child.broker().session().index() != session) {
                    continue;
                }
                if (child.sentEpoch == epoch && child.sentNumber == number) {
                    children.end(child, OrdStatus.CANCELED);
                    parents.childEnded(child, true, "TE008 withheld by the kill switch");
                    return;
                }
                if (child.pending == ChildOrder.Pending.REPLACE
                        && child.pendingEpoch == epoch
                        && child.pendingNumber == number) {
                    brokerReports.replaceWithheld(child);
                    return;
                }
            }
        }
    }

    // ---- sessions

    @Override
    public void onLogon(FixSession session) {
        BrokerLink broker = brokersBySession[session.index()];
        ClientLink client = clientsBySession[session.index()];
        if (client != null) {
            absent.back(client);
            renewals.back(client);
        }
        if (broker == null) {
            return;
        }
        if (broker.settings().marketData()) {
            marketData.subscribe(broker);
        }
        reconciliation.loggedOn(broker);
    }

    @Override
    public void onLogout(FixSession session, String reason) {
        BrokerLink broker = brokersBySession[session.index()];
        ClientLink client = clientsBySession[session.index()];
        if (broker != null) {
            doubt(broker, 1, Long.MAX_VALUE);
            if (broker.settings().marketData() && stops.count() > 0) {
                outlet.alert("broker " + broker.settings().name() + ", whose market data triggers stops, is gone; "
                        + stops.count() + " stop orders are held");
            }
            reconciliation.loggedOut(broker);
        } else if (client != null) {
            absent.left(client);
            massRequests.left(client);
        }
    }

    @Override
    public void onLogoutReceived(FixSession session) {
        absent.saysGoodbye(session.index());
    }

    /** Children whose order was sent under these numbers and has no answer: the broker may have them or not. */
    private void doubt(BrokerLink broker, long from, long to) {
        for (ParentOrder p : table.alive()) {
            for (ChildOrder child = p.firstChild; child != null; child = child.next) {
                boolean unanswered =
                        child.isLive() && child.broker == broker && !child.answered && child.isSentWithin(from, to);
                if (unanswered) {
                    child.inDoubt = true;
                }
            }
        }
    }

    @Override
    public void onResendRequest(FixSession session, long beginSeqNo, long endSeqNo) {
        BrokerLink broker = brokersBySession[session.index()];
        if (broker == null) {
            return;
        }
        doubt(broker, beginSeqNo, endSeqNo);
        for (ParentOrder p : table.alive()) {
            for (ChildOrder child = p.firstChild; child != null; child = child.next) {
                if (child.isLive() && child.broker == broker) {
                    gapFilled(child, beginSeqNo, endSeqNo);
                }
            }
        }
    }

    /** What was sent under these numbers does not go again: an order and a replace are asked for, a cancel is issued anew. */
    private void gapFilled(ChildOrder child, long from, long to) {
        boolean request = child.isRequestSentWithin(from, to);
        child.requestInDoubt |= request && child.pending == ChildOrder.Pending.REPLACE;
        boolean unsure = child.isSentWithin(from, to) || child.requestInDoubt;
        if (unsure && !child.asked) {
            children.ask(child);
        }
        if (request) {
            children.cancelAgain(child);
        }
    }

    @Override
    public void onMessage(FixSession session, FixMessage m) {
        BrokerLink broker = brokersBySession[session.index()];
        ClientLink client = clientsBySession[session.index()];
        if (broker != null) {
            fromBroker(broker, m);
        } else if (client != null && MassRequests.isOne(m)) {
            massRequests.message(client, m);
        } else if (client != null) {
            clientDesk.message(client, m);
        } else {
            reports.businessReject(session, m, 3, "No application on this session");
        }
    }

    private void fromBroker(BrokerLink broker, FixMessage m) {
        switch (m.msgType()) {
            case MsgTypes.EXECUTION_REPORT -> brokerReports.execution(broker, m);
            case MsgTypes.ORDER_CANCEL_REJECT -> brokerReports.cancelRejected(broker, m);
            case MsgTypes.BUSINESS_MESSAGE_REJECT -> brokerReports.rejected(broker, m);
            case MsgTypes.MARKET_DATA_SNAPSHOT -> marketData.snapshot(broker, m);
            case MsgTypes.MARKET_DATA_INCREMENTAL_REFRESH -> marketData.update(broker, m);
            case MsgTypes.MARKET_DATA_REQUEST_REJECT ->
                outlet.alert("broker " + broker.settings().name() + " refuses market data: " + m);
            case MsgTypes.NEW_ORDER_SINGLE, MsgTypes.ORDER_CANCEL_REQUEST, MsgTypes.ORDER_CANCEL_REPLACE_REQUEST ->
                reports.businessReject(broker.session(), m, 6, "Not allowed from a broker");
            default -> reports.businessReject(broker.session(), m, 3, "Unsupported Message Type");
        }
    }

    @Override
    public void onReject(FixSession session, FixMessage reject) {
        BrokerLink broker = brokersBySession[session.index()];
        if (broker != null) {
            brokerReports.rejected(broker, reject);
        } else {
            outlet.alert(session + " rejects our message: " + reject);
        }
    }

    /** The trade date, in days since 1970; 0 and below before the first. */
    public long day() {
        return day.date().toEpochDay();
    }

    /** What clients were told, counted. */
    public ReportTally tally() {
        return reports.tally();
    }

    /** The orders. */
    public OrderTable table() {
        return table;
    }

    /** Executions for orders that we do not know. */
    public long unknownExecutions() {
        return brokerReports.unknownCount();
    }

    /** What brokers and we do not agree about, and what people decide. */
    public Reconciliation reconciliation() {
        return reconciliation;
    }

    /** The markets. */
    public Markets markets() {
        return markets;
    }

    /** The ids of this gateway. */
    public Ids ids() {
        return ids;
    }

    /** Parses an id of ours; {@link Ids#NONE} where it is none. */
    public long id(String text) {
        byte[] bytes = Ascii.bytes(text);
        return ids.read(bytes, 0, bytes.length);
    }

    /** The risk of this gateway. */
    public Risk risk() {
        return risk;
    }

    /** What a timer of the order path is called where it is written down. */
    public Timers.Name nameOf(Timers.Target target) {
        if (target instanceof AlgoTicket ticket && ticket.isWorking()) {
            return new Timers.Name(ALGO, ticket.order());
        }
        if (target == Timers.NOBODY || target instanceof AlgoTicket) {
            return new Timers.Name(NOBODY, 0);
        }
        for (String what :
                List.of(CHILDREN, DAY, ABSENT, MASS_CANCELS, MASS_STATUS, EXPIRIES, RENEWALS, RECONCILIATION, STOPS)) {
            Timers.Name name = new Timers.Name(what, 0);
            if (target(name) == target) {
                return name;
            }
        }
        throw new IllegalStateException("a timer's target has no name: " + target.getClass());
    }

    /** Whose timer a name is. */
    public Timers.Target target(Timers.Name name) {
        return switch (name.what()) {
            case NOBODY -> Timers.NOBODY;
            case CHILDREN -> children;
            case DAY -> day;
            case ABSENT -> absent;
            case MASS_CANCELS -> massRequests.cancels();
            case MASS_STATUS -> massRequests.status();
            case RECONCILIATION -> reconciliation;
            case EXPIRIES -> expiries;
            case RENEWALS -> renewals;
            case STOPS -> stops;
            case ALGO -> {
                AlgoTicket ticket = table.required(name.which()).ticket;
                yield ticket == null ? Timers.NOBODY : ticket;
            }
            default -> throw new StateException("a timer of " + name);
        };
    }

    /** Writes all of this, or reads it back into an order path of the same settings and sessions. */
    public void state(StateStream state) {
        state.section("order flow", 3, () -> {
            clientsState(state);
            risk.state(state);
            ids.state(state);
            clOrdIds.state(state);
            table.state(state, parties);
            markets.state(state, table);
            brokerReports.state(state);
            reconciliation.state(state);
            parents.state(state);
            day.state(state);
            absent.state(state);
            massRequests.state(state, parties);
            expiries.state(state);
            renewals.state(state);
            stops.state(state);
            reports.tally().state(state);
        });
    }

    /** The clients that were added, and whose each session is now. */
    private void clientsState(StateStream state) {
        int before = settings.clients().size();
        int count = state.count(likes.size());
        for (int i = 0; i < count; i++) {
            ClientSettings client =
                    state.isReading() ? null : clients.get(before + i).settings();
            int like = state.count(client == null ? 0 : likes.get(i));
            int place = state.count(client == null ? 0 : client.session());
            String name = state.of(client == null ? "" : client.compId());
            if (state.isReading()) {
                addClient(sessions.session(place), like, name);
            }
        }
        for (int place = 0; place < clientsBySession.length; place++) {
            clientsBySession[place] = parties.client(state, clientsBySession[place]);
            absent.belongs(place, clientsBySession[place]);
        }
    }

    /** A hash of all of this. */
    public long stateHash() {
        long hash = ids.stateHash();
        hash = hash * 31 + table.stateHash();
        hash = hash * 31 + clOrdIds.stateHash();
        hash = hash * 31 + brokerReports.stateHash();
        hash = hash * 31 + reconciliation.stateHash();
        hash = hash * 31 + day.stateHash();
        hash = hash * 31 + absent.stateHash();
        hash = hash * 31 + massRequests.stateHash();
        hash = hash * 31 + expiries.stateHash();
        hash = hash * 31 + renewals.stateHash();
        hash = hash * 31 + stops.stateHash();
        hash = hash * 31 + parents.stateHash();
        return hash * 31 + risk.stateHash();
    }
}
