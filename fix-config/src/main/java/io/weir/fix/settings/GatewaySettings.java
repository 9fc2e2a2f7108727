package io.weir.fix.settings;

import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a gateway is told before it starts.
 *
 * @param instance the gateway's name, the first part of the ids it makes: 1 to 4 of A-Z and 0-9
 * @param journal where and how the journal is kept
 * @param admin the operator's door
 * @param metrics the door for Prometheus
 * @param logons the bounds of connections that have not logged on
 * @param fixLog the readable logs of each session
 * @param orderArchive where the orders that are over are kept
 * @param tradingDay when a day ends
 * @param sessions the FIX sessions in the order of the sessions file
 * @param clients who sends us orders
 * @param accounts the accounts of all clients
 * @param brokers whom we send orders to
 * @param routes which broker gets an order, the first that fits
 * @param passThroughTags user tags that a child inherits from its parent, sorted
 * @param risk the limits
 * @param algos the defaults of the algos
 * @param dayOrderGraceNanos how long after the day's end a DAY order waits for the broker's word
 * @param instruments what can be traded
 * @param keyReports what became of each key of the sessions files
 * @param files the files that all this was read from
 * @param sections the keys of each session, in the order of the sessions
 */
public record GatewaySettings(
        String instance,
        JournalFiles journal,
        Admin admin,
        Metrics metrics,
        Logons logons,
        FixLog fixLog,
        OrderArchive orderArchive,
        TradingDay tradingDay,
        List<SessionSettings> sessions,
        List<ClientSettings> clients,
        List<AccountSettings> accounts,
        List<BrokerSettings> brokers,
        List<RouteSettings> routes,
        Set<Integer> passThroughTags,
        RiskSettings risk,
        AlgoSettings algos,
        long dayOrderGraceNanos,
        Instruments instruments,
        List<KeyReport> keyReports,
        List<SourceFile> files,
        List<SessionSection> sections) {

    /**
     * How the journal is kept.
     *
     * @param directory where it is
     * @param durability how far a record must have come before bytes leave
     * @param segmentBytes the size of a segment
     * @param minFreeBytes the room on its disk, beside the next segment, below which no new orders are taken
     * @param retention how long it is kept
     * @param snapshotEvents how many events there are between two snapshots; 0 writes none
     */
    public record JournalFiles(
            Path directory,
            Durability durability,
            long segmentBytes,
            long minFreeBytes,
            Retention retention,
            int snapshotEvents) {}

    /**
     * How long the journal is kept.
     *
     * @param ageNanos segments that are older, and have no message of an open epoch of a session, go; 0 keeps all
     * @param longestNanos segments that are older go in any case; 0 keeps those with messages of an open epoch
     * @param archive where they are moved, or null where they are deleted
     */
    public record Retention(
            long ageNanos, long longestNanos, @Nullable Path archive) {
        /** Keeps everything. */
        public static final Retention ALL = new Retention(0, 0, null);
    }

    /** The Unix socket of the operator's commands. */
    public record Admin(Path socket) {}

    /** Where metrics are served; null serves none. */
    public record Metrics(@Nullable Endpoint endpoint) {}

    /**
     * The bounds of connections that have not logged on.
     *
     * @param maxBytes the longest Logon
     * @param timeoutNanos the time to send it
     * @param maxConnections connections without a name; for one more, the one that has waited longest is closed
     * @param maxConnectionsOfAddress of these, from one address
     * @param perSecondOfAddress Logons a second from one address, ten seconds' worth at once; 0 is any number
     * @param failedPerSecond Logons a second that a session refuses, ten seconds' worth at once; 0 is any number
     */
    public record Logons(
            int maxBytes,
            long timeoutNanos,
            int maxConnections,
            int maxConnectionsOfAddress,
            int perSecondOfAddress,
            int failedPerSecond) {}

    /** Where the readable FIX logs are; null writes none but those that a session names itself (FileLogPath). */
    public record FixLog(@Nullable Path directory) {}

    /**
     * Where the orders that are over are kept, for people who ask for one.
     *
     * @param directory where; null keeps none
     * @param ordersPerFile the orders of a file; a day takes as many files as it needs
     * @param keepDays files of trading days before that are deleted; 0 keeps all
     */
    public record OrderArchive(@Nullable Path directory, int ordersPerFile, int keepDays) {}

    /** When one trading day ends and the next begins. */
    public record TradingDay(ZoneId zone, LocalTime roll) {}

    /**
     * A file that was read.
     *
     * @param path the file
     * @param sha256 the SHA-256 of its content, in hexadecimal
     */
    public record SourceFile(Path path, String sha256) {}

    /** These with other settings of one session. */
    public GatewaySettings withSession(int index, SessionSection section, SessionSettings session) {
        List<SessionSettings> nextSessions = new ArrayList<>(sessions);
        List<SessionSection> nextSections = new ArrayList<>(sections);
        nextSessions.set(index, session);
        nextSections.set(index, section);
        return with(nextSessions, nextSections, clients, routes, risk);
    }

    /** These with one more client, which has what another one has: accounts, rights, algos, routes, limits. */
    public GatewaySettings withClient(int like, SessionSection section, SessionSettings session) {
        List<SessionSettings> nextSessions = new ArrayList<>(sessions);
        List<SessionSection> nextSections = new ArrayList<>(sections);
        List<ClientSettings> nextClients = new ArrayList<>(clients);
        int index = clients.size();
        nextSessions.add(session);
        nextSections.add(section);
        nextClients.add(clients.get(like).another(index, session.ids().counterparty(), sessions.size()));
        return with(
                nextSessions,
                nextSections,
                nextClients,
                RouteSettings.forAnother(routes, like, index),
                risk.withClientLike(like));
    }

    private GatewaySettings with(
            List<SessionSettings> nextSessions,
            List<SessionSection> nextSections,
            List<ClientSettings> nextClients,
            List<RouteSettings> nextRoutes,
            RiskSettings nextRisk) {
        return new GatewaySettings(
                instance,
                journal,
                admin,
                metrics,
                logons,
                fixLog,
                orderArchive,
                tradingDay,
                List.copyOf(nextSessions),
                List.copyOf(nextClients),
                accounts,
                brokers,
                List.copyOf(nextRoutes),
                passThroughTags,
                nextRisk,
                algos,
                dayOrderGraceNanos,
                instruments,
                keyReports,
                files,
                List.copyOf(nextSections));
    }

    /** The files that add to the dictionary (DataDictionary), each once. What one session adds, all know. */
    public List<Path> dataDictionaries() {
        List<Path> paths = new ArrayList<>();
        for (SessionSettings session : sessions) {
            Path path = session.dataDictionary();
            if (path != null && !paths.contains(path)) {
                paths.add(path);
            }
        }
        return List.copyOf(paths);
    }
}
