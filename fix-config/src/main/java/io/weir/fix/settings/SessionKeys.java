package io.weir.fix.settings;

import io.weir.fix.settings.KeyReport.Fate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of a sessions file that we know, and what becomes of each. */
final class SessionKeys {
    private static final Pattern NUMBERED = Pattern.compile("(SocketConnectHost|SocketConnectPort)[1-9]\\d?");
    private static final Pattern IGNORED_FAMILY =
            Pattern.compile("(Jdbc|SLF4J|ScreenLog|FileStore|FileLog|Sleepycat).*");

    /**
     * A known key.
     *
     * @param fate what becomes of it as a rule
     * @param reason why, where it is not honoured
     * @param refusedValue the one value that is refused; null refuses none, or all where the fate is REFUSED
     */
    record Known(Fate fate, String reason, @Nullable String refusedValue) {
        /** What becomes of this value. */
        Fate fateOf(String value) {
            return value.equals(refusedValue) ? Fate.REFUSED : fate;
        }
    }

    private static final Map<String, Known> KNOWN = new TreeMap<>();

    static {
        honoured(
                "ConnectionType",
                "BeginString",
                "SenderCompID",
                "SenderSubID",
                "SenderLocationID",
                "TargetCompID",
                "TargetSubID",
                "TargetLocationID",
                "SocketAcceptAddress",
                "SocketAcceptPort",
                "SocketConnectHost",
                "SocketConnectPort",
                "SocketConnectTimeout",
                "SocketTcpNoDelay",
                "AllowedRemoteAddresses",
                "ReconnectInterval",
                "HeartBtInt",
                "TestRequestDelayMultiplier",
                "HeartBeatTimeoutMultiplier",
                "LogonTimeout",
                "LogoutTimeout",
                "ResetOnLogon",
                "ResetOnLogout",
                "ResetOnDisconnect",
                "ResetOnError",
                "StartTime",
                "EndTime",
                "StartDay",
                "EndDay",
                "Weekdays",
                "TimeZone",
                "NonStopSession",
                "CheckLatency",
                "MaxLatency",
                "CheckCompID",
                "TimeStampPrecision",
                "PersistMessages",
                "UseDataDictionary",
                "DataDictionary",
                "ValidateIncomingMessage",
                "ValidateFieldsOutOfOrder",
                "ValidateUnorderedGroupFields",
                "ValidateFieldsHaveValues",
                "ValidateUserDefinedFields",
                "ValidateChecksum",
                "ValidateSequenceNumbers",
                "AllowUnknownMsgFields",
                "RejectInvalidMessage",
                "RejectGarbledMessage",
                "RejectMessageOnUnhandledException",
                "RequiresOrigSendingTime",
                "EnableLastMsgSeqNumProcessed",
                "EnableNextExpectedMsgSeqNum",
                "ResendRequestChunkSize",
                "SendRedundantResendRequests",
                "ClosedResendInterval",
                "ForceResendWhenCorruptedStore",
                "LogonTag",
                "FileLogPath",
                "Username",
                "Password",
                "SocketKeyStore",
                "SocketKeyStorePassword",
                "SocketTrustStore",
                "SocketTrustStorePassword",
                "NeedClientAuth",
                "EnabledProtocols",
                "CipherSuites",
                "WeirProfile",
                "WeirMaxMessageBytes",
                "WeirMaxOutboundBytes");
        known("SocketUseSSL", Fate.HONOURED, "TLS is not in this version; the session would be readable by all", "Y");
        ignored("RefreshOnLogon", "the journal is always current");
        ignored("Description", "a note for people");
        ignored("FileStorePath", "the journal keeps messages and numbers");
        ignored("FileStoreSync", "the journal keeps messages; see journal.durability in weir.yaml");
        ignored("FileStoreMaxCachedMsgs", "the journal keeps messages and numbers");
        ignored("MaxScheduledWriteRequests", "WeirMaxOutboundBytes bounds what waits for a slow reader");
        ignored("SocketKeepAlive", "heartbeats find a dead peer");
        ignored("SocketReuseAddress", "always set where it is listened on");
        ignored("SocketOobInline", "FIX has no urgent data");
        ignored("SocketLinger", "a close never waits");
        ignored("SocketReceiveBufferSize", "the system sizes its buffers");
        ignored("SocketSendBufferSize", "the system sizes its buffers");
        ignored("SocketTrafficClass", "left to the system");
        ignored("SocketSynchronousWrites", "a write never waits");
        ignored("SocketSynchronousWriteTimeout", "a write never waits");
        ignored("DisconnectOnError", "a broken session is always disconnected");
        ignored("ContinueInitializationOnError", "a configuration is accepted whole or not at all");
        ignored("DefaultApplVerID", "of FIXT.1.1 only");
        ignored("KeyManagerFactoryAlgorithm", "the library's own");
        ignored("TrustManagerFactoryAlgorithm", "the library's own");
        ignored("KeyStoreType", "told from the file");
        ignored("TrustStoreType", "told from the file");
        ignored("EndpointIdentificationAlgorithm", "an initiator always checks the host's name");
        known("AllowPosDup", Fate.IGNORED, "43 and 122 belong to the session", "Y");
        known("DynamicSession", Fate.IGNORED, "sessions are named in the file", "Y");
        known("AcceptorTemplate", Fate.IGNORED, "sessions are named in the file", "Y");
        known("DisableHeartBeatCheck", Fate.IGNORED, "a silent peer is always disconnected", "Y");
        known("FirstFieldInGroupIsDelimiter", Fate.IGNORED, "the dictionary names a group's first field", "Y");
        known("SocketAcceptProtocol", Fate.IGNORED, "FIX sessions speak TCP here", "VM_PIPE");
        known("SocketConnectProtocol", Fate.IGNORED, "FIX sessions speak TCP here", "VM_PIPE");
        refused("SessionQualifier", "CompIDs name a session");
        refused("TransportDataDictionary", "of FIXT.1.1 only");
        refused("AppDataDictionary", "of FIXT.1.1 only");
        refused("SocketLocalHost", "the system picks the local address");
        refused("SocketLocalPort", "the system picks the local port");
        for (String key : new String[] {
            "ProxyType",
            "ProxyVersion",
            "ProxyHost",
            "ProxyPort",
            "ProxyUser",
            "ProxyPassword",
            "ProxyDomain",
            "ProxyWorkstation"
        }) {
            refused(key, "connections are direct");
        }
    }

    private SessionKeys() {}

    private static void known(String key, Fate fate, String reason, @Nullable String refusedValue) {
        KNOWN.put(key, new Known(fate, reason, refusedValue));
    }

    private static void honoured(String... keys) {
        for (String key : keys) {
            known(key, Fate.HONOURED, "", null);
        }
    }

    private static void ignored(String key, String reason) {
        known(key, Fate.IGNORED, reason, null);
    }

    private static void refused(String key, String reason) {
        known(key, Fate.REFUSED, reason, null);
    }

    /** What we know of a key, or null. */
    static @Nullable Known of(String key) {
        Known known = KNOWN.get(key);
        if (known != null) {
            return known;
        }
        if (NUMBERED.matcher(key).matches() || key.matches("LogonTag[1-9]\\d?")) {
            return new Known(Fate.HONOURED, "", null);
        }
        return IGNORED_FAMILY.matcher(key).matches()
                ? new Known(Fate.IGNORED, "there is no such store or log here", null)
                : null;
    }

    /** What should be there instead of a key that nobody knows. */
    static String expected(String key) {
        String nearest = Spelling.nearest(key, Collections.unmodifiableSet(KNOWN.keySet()));
        return nearest == null ? "a key of QuickFIX/J or Weir" : "a known key (did you mean " + nearest + "?)";
    }

    /** Whether a value must not be shown. */
    static boolean isSecret(String key) {
        return key.endsWith("Password");
    }

    /** A value as it may be shown. */
    static String shown(String key, String value) {
        return isSecret(key) && !value.isEmpty() ? "***" : value;
    }
}
