package io.weir.fix.settings;

import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FrameCutter;
import io.weir.fix.dictionary.ValidationSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one FIX session, under QuickFIX's names. Texts that are not set are empty.
 *
 * @param ids who we are and who they are
 * @param connection how the two meet
 * @param timing heartbeats, timeouts, clocks
 * @param resets when the numbers go back to one
 * @param resending how gaps are asked for
 * @param protocol the other choices of the session protocol
 * @param schedule when the session is open
 * @param validation what is checked against the dictionary
 * @param dataDictionary DataDictionary: a file that adds to FIX 4.4, or null; see {@link GatewaySettings#dataDictionaries}
 * @param credentials what logons say of who sends them
 * @param fileLogPath FileLogPath: where this session's messages are logged, or null
 * @param cancelOnDisconnect what becomes of a client's open orders when the session is gone
 */
public record SessionSettings(
        CompIds ids,
        Connection connection,
        Timing timing,
        Resets resets,
        Resending resending,
        Protocol protocol,
        SessionSchedule schedule,
        ValidationSettings validation,
        @Nullable Path dataDictionary,
        Credentials credentials,
        @Nullable Path fileLogPath,
        CancelOnDisconnect cancelOnDisconnect) {

    /** The names of both sides; what is not set is empty. */
    public record CompIds(
            String senderCompId,
            String senderSubId,
            String senderLocationId,
            String targetCompId,
            String targetSubId,
            String targetLocationId) {
        /** Both sides without sub and location ids. */
        public static CompIds of(String senderCompId, String targetCompId) {
            return new CompIds(senderCompId, "", "", targetCompId, "", "");
        }

        /** The session as QuickFIX prints it. */
        @Override
        public String toString() {
            return "FIX.4.4:" + name();
        }

        /** The session as people name it: SENDER/SUB/LOCATION->TARGET/SUB/LOCATION, without what is not set. */
        public String name() {
            return side(senderCompId, senderSubId, senderLocationId) + "->" + counterparty();
        }

        /** The same session as the other side names it. */
        public CompIds reversed() {
            return new CompIds(
                    targetCompId, targetSubId, targetLocationId, senderCompId, senderSubId, senderLocationId);
        }

        /** Their side of the name. */
        public String counterparty() {
            return side(targetCompId, targetSubId, targetLocationId);
        }

        /** A location without a sub id keeps both strokes, so that no two sessions have one name. */
        private static String side(String compId, String subId, String locationId) {
            String location = locationId.isEmpty() ? "" : "/" + locationId;
            return compId + (subId.isEmpty() && location.isEmpty() ? "" : "/" + subId) + location;
        }
    }

    /**
     * How the two sides meet.
     *
     * @param initiator ConnectionType: we connect; else we listen
     * @param endpoints where we listen (one), or where we connect to, in the order in which they are tried
     * @param reconnectIntervalSeconds ReconnectInterval: the pauses between attempts, the last one repeating; never empty
     * @param tcpNoDelay SocketTcpNoDelay
     * @param connectTimeoutSeconds SocketConnectTimeout; 0 leaves it to the system
     * @param tls TLS, or null
     * @param allowedRemoteAddresses AllowedRemoteAddresses: hosts, addresses and ranges ({@link AddressRange}) that may
     *     connect to us; empty allows everyone
     * @param maxMessageBytes WeirMaxMessageBytes: the longest message that is read
     * @param maxOutboundBytes WeirMaxOutboundBytes: what may wait for a slow reader before it is disconnected
     */
    public record Connection(
            boolean initiator,
            List<Endpoint> endpoints,
            List<Integer> reconnectIntervalSeconds,
            boolean tcpNoDelay,
            int connectTimeoutSeconds,
            @Nullable TlsSettings tls,
            List<String> allowedRemoteAddresses,
            int maxMessageBytes,
            int maxOutboundBytes) {}

    /**
     * Heartbeats, timeouts, clocks.
     *
     * @param heartBtIntSeconds HeartBtInt: what our logon proposes; an acceptor takes the client's
     * @param testRequestDelayMultiplier TestRequestDelayMultiplier: silence of (1 + this) intervals asks for a sign of life
     * @param heartBeatTimeoutMultiplier HeartBeatTimeoutMultiplier: silence of (1 + this) intervals disconnects
     * @param logonTimeoutSeconds LogonTimeout
     * @param logoutTimeoutSeconds LogoutTimeout
     * @param checkLatency CheckLatency: SendingTime must be near our clock
     * @param maxLatencySeconds MaxLatency: how near
     * @param timeStampPrecision TimeStampPrecision
     */
    public record Timing(
            int heartBtIntSeconds,
            double testRequestDelayMultiplier,
            double heartBeatTimeoutMultiplier,
            int logonTimeoutSeconds,
            int logoutTimeoutSeconds,
            boolean checkLatency,
            int maxLatencySeconds,
            TimeStampPrecision timeStampPrecision) {}

    /** When the numbers go back to one: ResetOnLogon, ResetOnLogout, ResetOnDisconnect, ResetOnError. */
    public record Resets(boolean onLogon, boolean onLogout, boolean onDisconnect, boolean onError) {}

    /**
     * How gaps are asked for, and how such a request is answered.
     *
     * @param resendRequestChunkSize ResendRequestChunkSize: messages to ask for at once; 0 for the whole gap
     * @param sendRedundantResendRequests SendRedundantResendRequests: ask again for a gap that is asked for
     * @param closedResendInterval ClosedResendInterval: name the last number in 16 instead of 0
     * @param enableNextExpectedMsgSeqNum EnableNextExpectedMsgSeqNum: 789 in logons
     * @param enableLastMsgSeqNumProcessed EnableLastMsgSeqNumProcessed: 369 in every header
     * @param persistMessages PersistMessages: N answers every resend request with gap fills
     * @param forceResendWhenCorruptedStore ForceResendWhenCorruptedStore
     */
    public record Resending(
            int resendRequestChunkSize,
            boolean sendRedundantResendRequests,
            boolean closedResendInterval,
            boolean enableNextExpectedMsgSeqNum,
            boolean enableLastMsgSeqNumProcessed,
            boolean persistMessages,
            boolean forceResendWhenCorruptedStore) {}

    /**
     * The other choices of the session protocol.
     *
     * @param profile WeirProfile: QuickFIX's reading or the standard's
     * @param checkCompId CheckCompID: 49 and 56 must be right on every message
     * @param requiresOrigSendingTime RequiresOrigSendingTime: 122 on every PossDup
     * @param rejectGarbledMessage RejectGarbledMessage: answer what cannot be read instead of passing over it; the session
     *     verifies the CheckSum then, not the edge
     * @param rejectMessageOnUnhandledException RejectMessageOnUnhandledException
     * @param refreshOnLogon RefreshOnLogon: without effect here, the journal is always current
     * @param disconnectOnError DisconnectOnError: an application message that would be rejected ends the connection instead
     * @param testSession WeirTestSession: our Logon says so (464), and theirs must
     * @param validateSequenceNumbers ValidateSequenceNumbers: N takes numbers as they come
     * @param allowPossDup AllowPosDup: keep 43 and 122 that the application set
     * @param logonTags LogonTag: user tags of our logon, in order
     */
    public record Protocol(
            Profile profile,
            boolean checkCompId,
            boolean requiresOrigSendingTime,
            boolean rejectGarbledMessage,
            boolean rejectMessageOnUnhandledException,
            boolean refreshOnLogon,
            boolean disconnectOnError,
            boolean testSession,
            boolean validateSequenceNumbers,
            boolean allowPossDup,
            Map<Integer, String> logonTags) {}

    /**
     * What logons say of who sends them.
     *
     * @param username Username: 553 of our own logon
     * @param password Password: 554 of our own logon
     * @param users WeirUsers: who may log on to a session of ours with a password; empty where nobody needs one
     * @param passwordFile WeirPasswordFile: the hashes of their passwords, or null
     */
    public record Credentials(
            String username,
            Secret password,
            List<String> users,
            @Nullable Path passwordFile) {}

    /**
     * The session of these keys, named as in a sessions file; what is not named has QuickFIX/J's default.
     *
     * @throws SettingsException with everything that is wrong
     */
    public static SessionSettings of(Map<String, String> keys) throws SettingsException {
        return SessionsFile.of(keys);
    }

    /** These for a session that nobody has any more: it is neither listened for nor connected. */
    public SessionSettings retired() {
        Connection unreachable = new Connection(
                connection.initiator(),
                List.of(),
                connection.reconnectIntervalSeconds(),
                connection.tcpNoDelay(),
                connection.connectTimeoutSeconds(),
                connection.tls(),
                connection.allowedRemoteAddresses(),
                connection.maxMessageBytes(),
                connection.maxOutboundBytes());
        return new SessionSettings(
                ids,
                unreachable,
                timing,
                resets,
                resending,
                protocol,
                schedule,
                validation,
                dataDictionary,
                credentials,
                fileLogPath,
                cancelOnDisconnect);
    }

    /** Whether we connect; else we listen. */
    public boolean initiator() {
        return connection.initiator();
    }

    /**
     * How the bytes of the session's connection are cut into messages.
     *
     * @param mostBytes what no message may exceed, whatever the settings allow
     */
    public FrameCutter.Rules framing(int mostBytes) {
        return new FrameCutter.Rules(
                Math.min(connection.maxMessageBytes(), mostBytes),
                protocol.profile() == Profile.QUICKFIX
                        ? FixFraming.Recovery.ANNOUNCED_END
                        : FixFraming.Recovery.NEXT_MESSAGE,
                validation.validateChecksum() && !protocol.rejectGarbledMessage());
    }

    public String senderCompId() {
        return ids.senderCompId();
    }

    public String senderSubId() {
        return ids.senderSubId();
    }

    public String senderLocationId() {
        return ids.senderLocationId();
    }

    public String targetCompId() {
        return ids.targetCompId();
    }

    public String targetSubId() {
        return ids.targetSubId();
    }

    public String targetLocationId() {
        return ids.targetLocationId();
    }

    public int heartBtIntSeconds() {
        return timing.heartBtIntSeconds();
    }

    public int logonTimeoutSeconds() {
        return timing.logonTimeoutSeconds();
    }

    public int logoutTimeoutSeconds() {
        return timing.logoutTimeoutSeconds();
    }

    public boolean checkLatency() {
        return timing.checkLatency();
    }

    public int maxLatencySeconds() {
        return timing.maxLatencySeconds();
    }

    public TimeStampPrecision timeStampPrecision() {
        return timing.timeStampPrecision();
    }

    /** The first pause between attempts to connect. */
    public int reconnectIntervalSeconds() {
        return connection.reconnectIntervalSeconds().get(0);
    }

    public boolean resetOnLogon() {
        return resets.onLogon();
    }

    public boolean resetOnLogout() {
        return resets.onLogout();
    }

    public boolean resetOnDisconnect() {
        return resets.onDisconnect();
    }

    public boolean checkCompId() {
        return protocol.checkCompId();
    }

    public boolean requiresOrigSendingTime() {
        return protocol.requiresOrigSendingTime();
    }

    public boolean rejectGarbledMessage() {
        return protocol.rejectGarbledMessage();
    }

    public boolean enableLastMsgSeqNumProcessed() {
        return resending.enableLastMsgSeqNumProcessed();
    }

    public boolean enableNextExpectedMsgSeqNum() {
        return resending.enableNextExpectedMsgSeqNum();
    }

    public int resendRequestChunkSize() {
        return resending.resendRequestChunkSize();
    }

    public boolean sendRedundantResendRequests() {
        return resending.sendRedundantResendRequests();
    }

    public boolean closedResendInterval() {
        return resending.closedResendInterval();
    }
}
