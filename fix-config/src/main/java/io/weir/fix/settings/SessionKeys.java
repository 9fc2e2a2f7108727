package io.weir.fix.settings;

import io.weir.fix.settings.KeyReport.Fate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of a sessions file that we know, and what becomes of each. */
final class SessionKeys {
    private static final Pattern NUMBERED = Pattern.compile("(SocketConnectHost|SocketConnectPort)[1-9]\\d?");
    private static final Pattern IGNORED_FAMILY =
            Pattern.compile("(Jdbc|SLF4J|ScreenLog|FileStore|FileLog|Sleepycat).*");

    private static final String STARS = "***";
    private static final Pattern SECRET = Pattern.compile("(?i).*pas+w(?!ordFile$).*");
    private static final List<String> SECRET_TAGS = List.of("96", "554", "925");
    private static final Pattern TAG_AND_VALUE = Pattern.compile("\\s*(\\d+)\\s*=.*");
    private static final Pattern SECRET_LINE = Pattern.compile(
            "(?im)^([ \\t]*(?:\\w*pas+w(?!ordFile\\b)\\w*[ \\t]*=|LogonTag\\d*[ \\t]*=[ \\t]*(?:96|554|925)[ \\t]*=)[ \\t]*)\\S.*$");

    /**
     * A known key.
     *
     * @param fate what becomes of it as a rule
     * @param exception the one value that fares otherwise, or null
     * @param exceptionFate what becomes of that value
     * @param reason why, where it is not honoured
     */
    record Known(Fate fate, @Nullable String exception, Fate exceptionFate, String reason) {
        /** What becomes of this value. */
        Fate fateOf(String value) {
            return value.equals(exception) ? exceptionFate : fate;
        }
    }

    private static final String HONOURED = """
        ConnectionType BeginString SenderCompID SenderSubID SenderLocationID TargetCompID TargetSubID
        TargetLocationID SocketAcceptAddress SocketAcceptPort SocketConnectHost SocketConnectPort ReconnectInterval
        SocketConnectTimeout SocketTcpNoDelay AllowedRemoteAddresses ValidateChecksum
        HeartBtInt TestRequestDelayMultiplier HeartBeatTimeoutMultiplier LogonTimeout LogoutTimeout ResetOnLogon
        ResetOnLogout ResetOnDisconnect StartTime EndTime StartDay EndDay Weekdays TimeZone NonStopSession
        CheckLatency MaxLatency CheckCompID TimeStampPrecision PersistMessages UseDataDictionary DataDictionary
        ValidateIncomingMessage ValidateFieldsOutOfOrder ValidateUnorderedGroupFields ValidateFieldsHaveValues
        ValidateUserDefinedFields ValidateSequenceNumbers AllowUnknownMsgFields RejectInvalidMessage
        RequiresOrigSendingTime EnableLastMsgSeqNumProcessed EnableNextExpectedMsgSeqNum ResendRequestChunkSize
        SendRedundantResendRequests ClosedResendInterval LogonTag FileLogPath Username Password WeirProfile
        WeirMaxMessageBytes WeirMaxOutboundBytes WeirTestSession RejectGarbledMessage ResetOnError DisconnectOnError
        WeirUsers WeirPasswordFile
        SocketUseSSL SocketKeyStore SocketKeyStorePassword KeyStoreType KeyManagerFactoryAlgorithm SocketTrustStore
        SocketTrustStorePassword TrustStoreType TrustManagerFactoryAlgorithm NeedClientAuth EnabledProtocols CipherSuites
        EndpointIdentificationAlgorithm UseSNI WeirCertificate
        WeirCancelOnDisconnect WeirCancelOnLogout WeirCancelOnDisconnectScope
        """;

    private static final Map<String, Known> KNOWN = new TreeMap<>();

    static {
        for (String key : HONOURED.strip().split("\\s+", -1)) {
            KNOWN.put(key, always(Fate.HONOURED, ""));
        }
        known(
                "RejectMessageOnUnhandledException",
                Fate.HONOURED,
                "Y",
                Fate.IGNORED,
                "an error of ours stops the gateway before it sends anything else");
        known(
                "ForceResendWhenCorruptedStore",
                Fate.HONOURED,
                "Y",
                Fate.IGNORED,
                "a gateway does not start on a damaged journal");
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
        ignored("ContinueInitializationOnError", "a configuration is accepted whole or not at all");
        ignored("DefaultApplVerID", "of FIXT.1.1 only");
        known("AllowPosDup", Fate.IGNORED, "Y", Fate.REFUSED, "43 and 122 belong to the session");
        known("DynamicSession", Fate.IGNORED, "Y", Fate.REFUSED, "sessions are named in the file");
        known("AcceptorTemplate", Fate.IGNORED, "Y", Fate.REFUSED, "sessions are named in the file");
        known("DisableHeartBeatCheck", Fate.IGNORED, "Y", Fate.REFUSED, "a silent peer is always disconnected");
        known(
                "FirstFieldInGroupIsDelimiter",
                Fate.IGNORED,
                "Y",
                Fate.REFUSED,
                "the dictionary names a group's first field");
        known("SocketAcceptProtocol", Fate.IGNORED, "VM_PIPE", Fate.REFUSED, "FIX sessions speak TCP here");
        known("SocketConnectProtocol", Fate.IGNORED, "VM_PIPE", Fate.REFUSED, "FIX sessions speak TCP here");
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

    private static void known(String key, Fate fate, String exception, Fate exceptionFate, String reason) {
        KNOWN.put(key, new Known(fate, exception, exceptionFate, reason));
    }

    private static Known always(Fate fate, String reason) {
        return new Known(fate, null, fate, reason);
    }

    private static void ignored(String key, String reason) {
        KNOWN.put(key, always(Fate.IGNORED, reason));
    }

    private static void refused(String key, String reason) {
        KNOWN.put(key, always(Fate.REFUSED, reason));
    }

    /** What we know of a key, or null. */
    static @Nullable Known of(String key) {
        Known known = KNOWN.get(key);
        if (known != null) {
            return known;
        }
        if (NUMBERED.matcher(key).matches() || key.matches("LogonTag[1-9]\\d?")) {
            return always(Fate.HONOURED, "");
        }
        return IGNORED_FAMILY.matcher(key).matches()
                ? always(Fate.IGNORED, "there is no such store or log here")
                : null;
    }

    /** Keys that are honoured whatever their value. */
    static List<String> honoured() {
        return KNOWN.entrySet().stream()
                .filter(entry -> entry.getValue().fate() == Fate.HONOURED
                        && entry.getValue().exception() == null)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What should be there instead of a key that nobody knows. */
    static String expected(String key) {
        String nearest = Spelling.nearest(key, Collections.unmodifiableSet(KNOWN.keySet()));
        return nearest == null ? "a key of QuickFIX/J or Weir" : "a known key (did you mean " + nearest + "?)";
    }

    /** Whether a value must not be shown; a misspelt key's, too. */
    static boolean isSecret(String key) {
        return SECRET.matcher(key).matches();
    }

    /** The same, or whether it is a tag of our Logon that carries a secret. */
    static boolean isSecret(String key, String value) {
        return isSecret(key) || !shown(key, value).equals(value);
    }

    /** A value as it may be shown. */
    static String shown(String key, String value) {
        if (value.isEmpty()) {
            return value;
        }
        if (key.startsWith("LogonTag")) {
            Matcher tag = TAG_AND_VALUE.matcher(value);
            boolean open = tag.matches() && !SECRET_TAGS.contains(tag.group(1));
            return open ? value : (tag.matches() ? tag.group(1) + "=" : "") + STARS;
        }
        return isSecret(key) ? STARS : value;
    }

    /** A line without a key, as it may be shown. */
    static String shown(String line) {
        return line.toLowerCase(Locale.ROOT).matches(".*pas+w.*") ? STARS : line;
    }

    /** A file's text with stars in the place of each secret. */
    static String masked(String text) {
        return SECRET_LINE.matcher(text).replaceAll("$1" + STARS);
    }
}
