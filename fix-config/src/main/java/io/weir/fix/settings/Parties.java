package io.weir.fix.settings;

import io.weir.fix.order.OrdType;
import io.weir.fix.order.TimeInForce;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads clients and brokers, and joins them to their sessions. */
final class Parties {
    private static final Set<OrdType> PLAIN_TYPES = EnumSet.of(OrdType.MARKET, OrdType.LIMIT);
    private static final Set<TimeInForce> PLAIN_TIMES = EnumSet.of(TimeInForce.DAY, TimeInForce.IOC, TimeInForce.FOK);
    private static final Set<OrdType> CLIENT_TYPES =
            EnumSet.of(OrdType.MARKET, OrdType.LIMIT, OrdType.STOP, OrdType.STOP_LIMIT);
    private static final Set<TimeInForce> CLIENT_TIMES =
            EnumSet.of(TimeInForce.DAY, TimeInForce.GTC, TimeInForce.IOC, TimeInForce.FOK, TimeInForce.GTD);
    /** Tags of an order that the gateway itself writes; nobody may set or rename them. */
    private static final List<Integer> OURS =
            List.of(8, 9, 10, 11, 14, 34, 35, 37, 38, 40, 41, 43, 44, 49, 52, 54, 56, 59, 60, 97, 99, 122);

    private static final int LONGEST_CL_ORD_ID = 64;
    private static final int SHORTEST_CL_ORD_ID = 14;
    private static final int LARGEST_TAG = 99_999;
    private static final long SECOND = 1_000_000_000L;
    private static final long ANSWER_PATIENCE = 30 * SECOND;
    private static final long SHORTEST_PATIENCE = SECOND;

    private final List<SessionSettings> sessions;
    private final @Nullable String[] users;
    final List<ClientSettings> clients = new ArrayList<>();
    final List<AccountSettings> accounts = new ArrayList<>();
    final List<BrokerSettings> brokers = new ArrayList<>();

    Parties(List<SessionSettings> sessions) {
        this.sessions = sessions;
        users = new @Nullable String[sessions.size()];
    }

    int clientOf(String compId) {
        for (ClientSettings client : clients) {
            if (client.compId().equals(compId)) {
                return client.index();
            }
        }
        return -1;
    }

    int accountOf(String name) {
        for (AccountSettings account : accounts) {
            if (account.name().equals(name)) {
                return account.index();
            }
        }
        return -1;
    }

    int brokerOf(String name) {
        for (BrokerSettings broker : brokers) {
            if (broker.name().equals(name)) {
                return broker.index();
            }
        }
        return -1;
    }

    List<String> clientNames() {
        return clients.stream().map(ClientSettings::compId).toList();
    }

    List<String> accountNames() {
        return accounts.stream().map(AccountSettings::name).toList();
    }

    List<String> brokerNames() {
        return brokers.stream().map(BrokerSettings::name).toList();
    }

    /** The sessions that belong to nobody. */
    List<SessionSettings> idle() {
        List<SessionSettings> idle = new ArrayList<>();
        for (int i = 0; i < users.length; i++) {
            if (users[i] == null) {
                idle.add(sessions.get(i));
            }
        }
        return idle;
    }

    void readClient(YamlSection section) {
        int index = clients.size();
        String compId = section.required("compId", "TargetCompID of the client's session");
        List<Integer> own = new ArrayList<>();
        for (String name : section.texts("accounts")) {
            int known = accountOf(name);
            if (own.contains(known)) {
                section.wrong("accounts", name, "each account once");
            } else if (known >= 0) {
                own.add(known);
            } else {
                own.add(accounts.size());
                accounts.add(new AccountSettings(accounts.size(), name, index));
            }
        }
        String defaultName = section.text("defaultAccount", "");
        int defaultAccount = defaultName.isEmpty() ? -1 : accountOf(defaultName);
        if (!defaultName.isEmpty() && !own.contains(defaultAccount)) {
            section.wrong("defaultAccount", "one of the client's accounts");
        }
        if (clientOf(compId) >= 0) {
            section.wrong("compId", "a client that occurs once");
        }
        clients.add(new ClientSettings(
                index,
                compId,
                compId.isEmpty() ? 0 : session(section, "compId", compId, false),
                section.text("desk", ""),
                List.copyOf(own),
                defaultAccount,
                strategies(section),
                Words.ordTypes(section, CLIENT_TYPES),
                Words.timeInForces(section, CLIENT_TIMES),
                section.flag("cancelOnDisconnect", false)));
        section.end();
    }

    private static Map<String, Strategy> strategies(YamlSection section) {
        Map<String, Strategy> strategies = new LinkedHashMap<>();
        section.pairs("strategies").forEach((name, algo) -> {
            Strategy strategy = Words.strategy(section, "strategies", algo);
            if (strategy != null) {
                strategies.put(name, strategy);
            }
        });
        return Collections.unmodifiableMap(strategies);
    }

    void readBroker(YamlSection section, int messagesPerSecond) {
        String name = section.required("name", "the name that routes use");
        if (brokerOf(name) >= 0) {
            section.wrong("name", "a broker that occurs once");
        }
        String session = section.required("session", "TargetCompID of the broker's session");
        brokers.add(new BrokerSettings(
                brokers.size(),
                name,
                session.isEmpty() ? 0 : session(section, "session", session, true),
                dialect(section.section("dialect")),
                section.number("messagesPerSecond", messagesPerSecond, 0, 1_000_000_000),
                section.flag("marketData", false),
                reconcile(section.section("reconcile"))));
        section.end();
    }

    private static BrokerSettings.Reconcile reconcile(YamlSection section) {
        String unanswered = section.text("unanswered", "alert");
        if (!unanswered.equals("alert") && !unanswered.equals("hold")) {
            section.wrong("unanswered", "alert or hold");
        }
        BrokerSettings.Reconcile reconcile = new BrokerSettings.Reconcile(
                section.flag("massStatus", false),
                section.durationNanos("patience", ANSWER_PATIENCE, SHORTEST_PATIENCE),
                unanswered.equals("hold"));
        section.end();
        return reconcile;
    }

    /** The position of the one session with a TargetCompID, which then belongs to whom it is read for. */
    private int session(YamlSection section, String key, String targetCompId, boolean initiator) {
        int found = -1;
        for (int i = 0; i < sessions.size(); i++) {
            if (!sessions.get(i).targetCompId().equals(targetCompId)) {
                continue;
            }
            if (found >= 0) {
                section.wrong(key, "a TargetCompID that only one session has");
                return found;
            }
            found = i;
        }
        if (found < 0) {
            List<String> known =
                    sessions.stream().map(SessionSettings::targetCompId).toList();
            section.wrong(key, "TargetCompID of a session in the sessions file" + meant(targetCompId, known));
            return 0;
        }
        if (sessions.get(found).initiator() != initiator) {
            section.wrong(
                    key,
                    initiator ? "a session with ConnectionType=initiator" : "a session with ConnectionType=acceptor");
        }
        String other = users[found];
        if (other != null) {
            section.wrong(key, "a session that is not already " + other + "'s");
        }
        users[found] = targetCompId;
        return found;
    }

    static String meant(String word, List<String> known) {
        String nearest = Spelling.nearest(word, known);
        return nearest == null ? "" : " (did you mean " + nearest + "?)";
    }

    private static Dialect dialect(YamlSection section) {
        String handlInst = section.text("handlInst", "1");
        if (!handlInst.matches("[123]?")) {
            section.wrong("handlInst", "1, 2, 3, or '' to leave it out");
        }
        long minQtyE8 = section.decimalE8("minQty", 0, 0);
        long maxQtyE8 = section.decimalE8("maxQty", Long.MAX_VALUE, 1);
        if (maxQtyE8 < minQtyE8) {
            section.wrong("maxQty", "at least minQty");
        }
        Dialect dialect = new Dialect(
                Collections.unmodifiableMap(section.pairs("accounts")),
                symbology(section),
                handlInst,
                section.flag("currency", true),
                section.text("exDestination", ""),
                constantTags(section),
                renamedTags(section),
                Words.ordTypes(section, PLAIN_TYPES),
                Words.timeInForces(section, PLAIN_TIMES),
                section.flag("nativeIceberg", false),
                minQtyE8,
                maxQtyE8,
                section.number("clOrdIdLength", 20, SHORTEST_CL_ORD_ID, LONGEST_CL_ORD_ID));
        section.end();
        return dialect;
    }

    /** A symbol's value is the broker's Symbol (55), or a section of tags. */
    private static Map<String, Dialect.Name> symbology(YamlSection section) {
        Map<String, Dialect.Name> names = new LinkedHashMap<>();
        YamlSection all = section.section("symbols");
        for (String symbol : all.names()) {
            if (all.isText(symbol)) {
                names.put(symbol, new Dialect.Name(all.text(symbol, ""), "", "", "", ""));
                continue;
            }
            YamlSection tags = all.section(symbol);
            names.put(
                    symbol,
                    new Dialect.Name(
                            tags.text("55", symbol),
                            tags.text("65", ""),
                            tags.text("48", ""),
                            tags.text("22", ""),
                            tags.text("207", "")));
            if (tags.has("48") != tags.has("22")) {
                all.wrong(symbol, "48 and 22 together, or neither");
            }
            tags.end();
        }
        return Collections.unmodifiableMap(names);
    }

    private static Map<Integer, String> constantTags(YamlSection section) {
        Map<Integer, String> tags = new TreeMap<>();
        section.pairs("constantTags").forEach((tag, value) -> {
            int number = tag(section, "constantTags", tag);
            if (value.isEmpty() || value.chars().anyMatch(c -> c < ' ' || c > '~')) {
                section.wrong("constantTags", tag, "a value in printable ASCII");
            } else if (number > 0) {
                tags.put(number, value);
            }
        });
        return Collections.unmodifiableMap(tags);
    }

    private static Map<Integer, Integer> renamedTags(YamlSection section) {
        Map<Integer, Integer> tags = new TreeMap<>();
        section.pairs("renamedTags").forEach((from, to) -> {
            int source = tag(section, "renamedTags", from);
            int target = tag(section, "renamedTags", to);
            if (target > 0 && tags.containsValue(target)) {
                section.wrong("renamedTags", to, "a tag that is used once");
            } else if (source > 0 && target > 0) {
                tags.put(source, target);
            }
        });
        return Collections.unmodifiableMap(tags);
    }

    static int tag(YamlSection section, String key, String text) {
        int tag = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        if (tag == 0 || OURS.contains(tag)) {
            section.wrong(key, text, "a tag from 1 to " + LARGEST_TAG + " that the gateway does not write itself");
            return 0;
        }
        return tag;
    }
}
