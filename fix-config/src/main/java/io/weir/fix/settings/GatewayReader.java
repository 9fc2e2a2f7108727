package io.weir.fix.settings;

import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.dictionary.DictionaryException;
import io.weir.fix.order.Instrument;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads weir.yaml and the files that it names. */
final class GatewayReader {
    private static final String FILE = "weir.yaml";
    private static final int FIRST_USER_TAG = 5000;
    private static final int LONGEST_SOCKET_PATH = 107;
    private static final long PAGE = 4096;
    private static final String SEGMENT_EXPECTED = Units.SIZE + ", 64KiB to 1GiB, in pages of 4096 bytes";
    private static final long LOGON_TIMEOUT = 10_000_000_000L;
    private static final long GRACE = 300_000_000_000L;

    private final Problems problems;
    private final SourceFiles files;
    private final List<KeyReport> keyReports = new ArrayList<>();
    private final List<SessionSection> sections = new ArrayList<>();
    private YamlSection root;

    GatewayReader(Path directory, Problems problems) {
        this.problems = problems;
        files = new SourceFiles(directory, problems);
        root = section("");
    }

    private YamlSection section(String text) {
        return new YamlSection(FILE, "", Yaml.parse(FILE, text, problems), problems);
    }

    @Nullable
    GatewaySettings read() {
        String text = files.read(files.resolve(FILE));
        if (text == null) {
            return null;
        }
        root = section(text);
        List<SessionSettings> sessions = sessions();
        Instruments instruments = instruments();
        Parties parties = parties(sessions);
        RiskSettings risk = new RiskReader(root.section("risk"), parties, instruments, files).read();
        GatewaySettings settings = new GatewaySettings(
                instance(),
                journal(root.section("journal")),
                admin(root.section("admin")),
                metrics(root.section("metrics")),
                logons(root.section("logons")),
                fixLog(root.section("fixLog")),
                orderArchive(root.section("orderArchive")),
                tradingDay(root.section("tradingDay")),
                sessions,
                List.copyOf(parties.clients),
                List.copyOf(parties.accounts),
                List.copyOf(parties.brokers),
                routes(parties, instruments),
                passThroughTags(),
                risk,
                RiskReader.algos(root.section("algos")),
                days(root.section("days")),
                instruments,
                List.copyOf(keyReports),
                files.read(),
                List.copyOf(sections));
        root.end();
        checkDialects(parties, instruments);
        checkPorts(settings);
        new TlsCheck(keyReports, problems).agreement(sessions);
        return settings;
    }

    private List<SessionSettings> sessions() {
        List<String> names = root.texts("sessions");
        if (names.isEmpty()) {
            root.wrong("sessions", "the sessions file, or a list of them");
        }
        List<SessionSettings> sessions = new ArrayList<>();
        for (String name : names) {
            Path path = files.resolve(name);
            String text = files.read(path);
            if (text == null) {
                continue;
            }
            Path parent = path.getParent();
            SessionsFile file = SessionsFile.parse(name, text, parent == null ? files.directory() : parent, problems);
            keyReports.addAll(file.keys());
            for (SessionSettings session : file.sessions()) {
                if (sessions.stream().anyMatch(other -> other.ids().equals(session.ids()))) {
                    root.wrong("sessions", session.ids().toString(), "CompIDs that occur once in all files");
                }
                sessions.add(session);
                checkDictionary(session);
            }
            sections.addAll(file.sections());
        }
        return List.copyOf(sessions);
    }

    private void checkDictionary(SessionSettings session) {
        Path overlay = session.dataDictionary();
        if (overlay == null || files.read(overlay) == null) {
            return;
        }
        try {
            Dictionary.load(List.of(overlay));
        } catch (DictionaryException broken) {
            problems.add(
                    files.nameOf(overlay),
                    broken.line(),
                    "",
                    "",
                    "a dictionary in QuickFIX's XML, but " + broken.getMessage());
        }
    }

    private Instruments instruments() {
        String name = root.required("instruments", "the CSV file of instruments");
        String text = name.isEmpty() ? null : files.read(files.resolve(name));
        return text == null ? new Instruments(List.of()) : InstrumentsFile.parse(name, text, problems);
    }

    private Parties parties(List<SessionSettings> sessions) {
        Parties parties = new Parties(sessions);
        for (YamlSection client : root.sections("clients")) {
            parties.readClient(client);
        }
        int messagesPerSecond = RiskReader.brokerMessagesPerSecond(root.section("risk"));
        for (YamlSection broker : root.sections("brokers")) {
            parties.readBroker(broker, messagesPerSecond);
        }
        if (parties.clients.isEmpty()) {
            root.wrong("clients", "at least one");
        }
        if (parties.brokers.isEmpty()) {
            root.wrong("brokers", "at least one");
        }
        for (SessionSettings idle : parties.idle()) {
            String where = idle.initiator() ? "brokers" : "clients";
            root.wrong(where, idle.ids().toString(), "an entry for this session");
        }
        return parties;
    }

    private String instance() {
        String instance = root.text("instance", "W1");
        if (!instance.matches("[A-Z0-9]{1,4}")) {
            root.wrong("instance", "1 to 4 characters of A-Z and 0-9");
        }
        return instance;
    }

    private GatewaySettings.JournalFiles journal(YamlSection section) {
        long segment = section.sizeBytes("segment", 64L << 20, 64L << 10, 1L << 30, SEGMENT_EXPECTED);
        if (segment % PAGE != 0) {
            section.wrong("segment", SEGMENT_EXPECTED);
        }
        String durability = section.text("durability", "group");
        Durability found = Words.find(Durability.class, durability);
        if (found == null) {
            section.wrong("durability", Spelling.value(durability, Words.all(Durability.class)));
        }
        GatewaySettings.JournalFiles journal = new GatewaySettings.JournalFiles(
                files.resolve(section.text("dir", "data/journal")),
                found == null ? Durability.GROUP : found,
                segment,
                section.sizeBytes("minFree", 256L << 20, 0, 1L << 50, Units.SIZE + ", 0 to 1048576GiB"),
                retention(section),
                section.number("snapshotEvents", 1_000_000, 0, 1_000_000_000));
        section.end();
        return journal;
    }

    private GatewaySettings.Retention retention(YamlSection section) {
        long age = section.durationNanos("retention", 0, 0);
        long longest = section.durationNanos("retentionAtMost", 0, 0);
        if (longest != 0 && (age == 0 || longest < age)) {
            section.wrong("retentionAtMost", "at least retention, which must be set");
        }
        String archive = section.text("archive", "");
        if (age == 0 && !archive.isEmpty()) {
            section.wrong("archive", "retention beside it: without, nothing is moved there");
        }
        return new GatewaySettings.Retention(age, longest, archive.isEmpty() ? null : files.resolve(archive));
    }

    private GatewaySettings.Admin admin(YamlSection section) {
        Path socket = files.resolve(section.text("socket", "data/admin.sock"));
        if (socket.toString().length() > LONGEST_SOCKET_PATH) {
            section.wrong(
                    "socket", socket.toString(), "a path of at most " + LONGEST_SOCKET_PATH + " characters in all");
        }
        section.end();
        return new GatewaySettings.Admin(socket);
    }

    private GatewaySettings.Metrics metrics(YamlSection section) {
        boolean wanted = section.has("port");
        Endpoint endpoint = new Endpoint(section.text("address", "127.0.0.1"), section.number("port", 0, 0, 65_535));
        section.end();
        return new GatewaySettings.Metrics(wanted ? endpoint : null);
    }

    private static GatewaySettings.Logons logons(YamlSection section) {
        GatewaySettings.Logons logons = new GatewaySettings.Logons(
                (int) section.sizeBytes("maxBytes", 8 << 10, 1 << 10, 1 << 20, Units.SIZE + ", 1KiB to 1MiB"),
                section.durationNanos("timeout", LOGON_TIMEOUT, 1_000_000_000L),
                section.number("maxConnections", 5000, 1, 1_000_000),
                section.number("maxConnectionsPerAddress", 2500, 1, 1_000_000),
                section.number("perSecondPerAddress", 500, 0, 1_000_000),
                section.number("failedPerSecondPerSession", 10, 0, 1_000_000));
        section.end();
        return logons;
    }

    private GatewaySettings.FixLog fixLog(YamlSection section) {
        String directory = section.text("dir", "");
        section.end();
        return new GatewaySettings.FixLog(directory.isEmpty() ? null : files.resolve(directory));
    }

    private GatewaySettings.OrderArchive orderArchive(YamlSection section) {
        String directory = section.text("dir", "");
        GatewaySettings.OrderArchive archive = new GatewaySettings.OrderArchive(
                directory.isEmpty() ? null : files.resolve(directory),
                section.number("ordersPerFile", 250_000, 1_000, 4_000_000),
                section.number("keepDays", 30, 0, 36_500));
        section.end();
        return archive;
    }

    private GatewaySettings.TradingDay tradingDay(YamlSection section) {
        ZoneId zone = ZoneId.of("UTC");
        LocalTime roll = LocalTime.MIDNIGHT;
        String zoneName = section.required("zone", "a time zone like America/New_York");
        try {
            zone = zoneName.isEmpty() ? zone : ZoneId.of(zoneName);
        } catch (DateTimeException notAZone) {
            section.wrong("zone", "a time zone like America/New_York");
        }
        String time = section.required("roll", "a time like \"17:00\", in quotes");
        try {
            roll = time.isEmpty() ? roll : LocalTime.parse(time);
        } catch (DateTimeParseException notATime) {
            section.wrong("roll", "a time like \"17:00\", in quotes");
        }
        section.end();
        return new GatewaySettings.TradingDay(zone, roll);
    }

    private static long days(YamlSection section) {
        long grace = section.durationNanos("dayOrderGrace", GRACE, 0);
        section.end();
        return grace;
    }

    private List<RouteSettings> routes(Parties parties, Instruments instruments) {
        List<RouteSettings> routes = new ArrayList<>();
        for (YamlSection section : root.sections("routes")) {
            routes.add(route(section, parties, instruments));
        }
        if (routes.isEmpty()) {
            root.wrong("routes", "at least one");
        }
        return List.copyOf(routes);
    }

    private static RouteSettings route(YamlSection section, Parties parties, Instruments instruments) {
        String client = section.text("client", "*");
        int clientIndex = client.equals("*") ? RouteSettings.ANY : parties.clientOf(client);
        if (clientIndex < 0 && !client.equals("*")) {
            section.wrong("client", "* or a client's compId" + Parties.meant(client, parties.clientNames()));
        }
        String symbol = section.text("symbol", "*");
        int instrument = symbol.equals("*") ? RouteSettings.ANY : instruments.indexOf(symbol);
        if (instrument < 0 && !symbol.equals("*")) {
            List<String> known =
                    instruments.all().stream().map(Instrument::symbol).toList();
            section.wrong("symbol", "* or a symbol of the instruments file" + Parties.meant(symbol, known));
        }
        String algo = section.text("algo", "*");
        Strategy strategy = algo.equals("*") ? null : Words.strategy(section, "algo", algo);
        List<Integer> brokers = new ArrayList<>();
        for (String name : section.texts("brokers")) {
            int broker = parties.brokerOf(name);
            if (broker < 0) {
                section.wrong("brokers", name, "a broker's name" + Parties.meant(name, parties.brokerNames()));
            } else if (brokers.contains(broker)) {
                section.wrong("brokers", name, "each broker once");
            } else {
                brokers.add(broker);
            }
        }
        if (section.texts("brokers").isEmpty()) {
            section.wrong("brokers", "at least one broker's name");
        }
        section.end();
        return new RouteSettings(
                clientIndex, instrument, strategy == null ? RouteSettings.ANY : strategy.code(), List.copyOf(brokers));
    }

    private Set<Integer> passThroughTags() {
        Set<Integer> tags = new TreeSet<>();
        for (String text : root.texts("passThroughTags")) {
            int tag = Parties.tag(root, "passThroughTags", text);
            if (tag > 0 && tag < FIRST_USER_TAG) {
                root.wrong("passThroughTags", text, "user tags, from " + FIRST_USER_TAG);
            } else if (tag > 0) {
                tags.add(tag);
            }
        }
        return Collections.unmodifiableSet(tags);
    }

    /** What a dialect translates must be there to be translated. */
    private void checkDialects(Parties parties, Instruments instruments) {
        List<YamlSection> sections = root.sections("brokers");
        for (BrokerSettings broker : parties.brokers) {
            if (broker.index() >= sections.size()) {
                return;
            }
            YamlSection dialect = sections.get(broker.index()).section("dialect");
            for (String symbol : broker.dialect().symbology().keySet()) {
                if (instruments.size() > 0 && instruments.indexOf(symbol) < 0) {
                    dialect.wrong("symbols", symbol, "a symbol of the instruments file");
                }
            }
            for (String account : broker.dialect().accounts().keySet()) {
                if (parties.accountOf(account) < 0) {
                    String meant = Parties.meant(account, parties.accountNames());
                    dialect.wrong("accounts", account, "an account of a client" + meant);
                }
            }
        }
    }

    private void checkPorts(GatewaySettings settings) {
        Endpoint metrics = settings.metrics().endpoint();
        for (SessionSettings session : settings.sessions()) {
            Endpoint listener = session.connection().endpoints().get(0);
            if (metrics != null && !session.initiator() && metrics.port() != 0 && metrics.port() == listener.port()) {
                root.section("metrics").wrong("port", "a port that " + session.ids() + " does not listen on");
            }
        }
    }
}
