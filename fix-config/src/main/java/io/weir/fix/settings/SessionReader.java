package io.weir.fix.settings;

import io.weir.fix.dictionary.ValidationSettings;
import io.weir.fix.settings.CfgFile.Entry;
import io.weir.fix.settings.SessionSettings.CompIds;
import io.weir.fix.settings.SessionSettings.Connection;
import io.weir.fix.settings.SessionSettings.Credentials;
import io.weir.fix.settings.SessionSettings.Protocol;
import io.weir.fix.settings.SessionSettings.Resending;
import io.weir.fix.settings.SessionSettings.Resets;
import io.weir.fix.settings.SessionSettings.Timing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads the entries of one session, its own and the file's defaults, into settings. */
final class SessionReader {
    /** What QuickFIX calls the dictionary that is ours already. */
    private static final String STANDARD = "FIX44.xml";

    private static final int TEST_MESSAGE_INDICATOR = 464;
    private static final int MAX_SECONDS = 7 * 86_400;
    private static final int DEFAULT_MAX_MESSAGE = 1 << 20;
    private static final int DEFAULT_MAX_OUTBOUND = 16 << 20;

    private final String file;
    private final int line;
    private final Path directory;
    private final Map<String, Entry> entries;
    private final Problems problems;
    private final Map<String, String> asked = new LinkedHashMap<>();
    private boolean withoutFiles;

    /** The session of a file whose section begins at a line; paths are relative to the directory. */
    SessionReader(String file, int line, Path directory, Map<String, Entry> entries, Problems problems) {
        this.file = file;
        this.line = line;
        this.directory = directory;
        this.entries = entries;
        this.problems = problems;
    }

    /** Takes it that the files that keys name are there: they were, when the configuration was read. */
    SessionReader withoutFiles() {
        withoutFiles = true;
        return this;
    }

    /** The keys that were asked for, with the defaults of those that are not set. */
    Map<String, String> asked() {
        return Collections.unmodifiableMap(asked);
    }

    SessionSettings read() {
        String beginString = required("BeginString", "FIX.4.4");
        if (!beginString.isEmpty() && !beginString.equals("FIX.4.4")) {
            wrong("BeginString", "FIX.4.4");
        }
        boolean initiator =
                choice("ConnectionType", null, "acceptor", "initiator").equals("initiator");
        return new SessionSettings(
                compIds(),
                connection(initiator),
                timing(initiator),
                new Resets(
                        flag("ResetOnLogon", false),
                        flag("ResetOnLogout", false),
                        flag("ResetOnDisconnect", false),
                        flag("ResetOnError", false)),
                resending(),
                protocol(),
                new ScheduleReader(this).read(),
                validation(),
                text("DataDictionary", STANDARD).equals(STANDARD) ? null : existingFile("DataDictionary"),
                credentials(initiator),
                path("FileLogPath"),
                cancelOnDisconnect(initiator));
    }

    /** Of a client's session; for all sessions it may stand among the defaults, where it says nothing to those of brokers. */
    private CancelOnDisconnect cancelOnDisconnect(boolean initiator) {
        if (initiator) {
            for (Entry entry : entries.values()) {
                if (entry.key().startsWith("WeirCancelOn") && entry.line() > line) {
                    wrong(entry.key(), "an acceptor's session: its clients send orders");
                }
            }
            return CancelOnDisconnect.NEVER;
        }
        boolean on = has("WeirCancelOnDisconnect");
        int window = number("WeirCancelOnDisconnect", CancelOnDisconnect.OFF, 0, MAX_SECONDS);
        boolean onLogout = flag("WeirCancelOnLogout", false);
        boolean all = choice("WeirCancelOnDisconnectScope", "DAY", "DAY", "ALL").equals("ALL");
        for (String key : List.of("WeirCancelOnLogout", "WeirCancelOnDisconnectScope")) {
            if (has(key) && !on) {
                wrong(key, "WeirCancelOnDisconnect, in seconds, beside it");
            }
        }
        return new CancelOnDisconnect(window, onLogout, all);
    }

    /** Of an acceptor both or neither: a file without users would let anyone in, or nobody. */
    private Credentials credentials(boolean initiator) {
        List<String> users = initiator ? List.of() : list("WeirUsers");
        Path passwords = initiator ? null : path("WeirPasswordFile");
        if (passwords != null && users.isEmpty()) {
            wrong("WeirUsers", "the users that may log on with a password, as there is a WeirPasswordFile");
        }
        if (passwords == null && !users.isEmpty()) {
            wrong("WeirPasswordFile", "the file of the passwords of WeirUsers (./weir password writes it)");
        }
        if (users.stream().anyMatch(user -> user.contains(":") || user.startsWith("#") || user.length() > 64)) {
            wrong("WeirUsers", "names of at most 64 characters without colon, the first no #, separated by commas");
        }
        return new Credentials(text("Username", ""), secret("Password"), users, passwords);
    }

    private CompIds compIds() {
        return new CompIds(
                id(required("SenderCompID", "our CompID"), "SenderCompID"),
                id(text("SenderSubID", ""), "SenderSubID"),
                id(text("SenderLocationID", ""), "SenderLocationID"),
                id(required("TargetCompID", "their CompID"), "TargetCompID"),
                id(text("TargetSubID", ""), "TargetSubID"),
                id(text("TargetLocationID", ""), "TargetLocationID"));
    }

    private String id(String value, String key) {
        if (value.chars().anyMatch(c -> c < ' ' || c > '~')) {
            wrong(key, "printable ASCII");
        }
        return value;
    }

    private Connection connection(boolean initiator) {
        return new Connection(
                initiator,
                initiator ? connectTo() : listenOn(),
                reconnectIntervals(),
                flag("SocketTcpNoDelay", true),
                number("SocketConnectTimeout", 0, 0, MAX_SECONDS),
                new TlsReader(this, initiator).read(),
                addresses(),
                number("WeirMaxMessageBytes", DEFAULT_MAX_MESSAGE, 1024, 1 << 28),
                number("WeirMaxOutboundBytes", DEFAULT_MAX_OUTBOUND, 64 << 10, 1 << 30));
    }

    private List<Endpoint> listenOn() {
        required("SocketAcceptPort", "the TCP port to listen on");
        return List.of(new Endpoint(text("SocketAcceptAddress", ""), number("SocketAcceptPort", 0, 0, 65_535)));
    }

    private List<Endpoint> connectTo() {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int n = 0; n == 0 || has("SocketConnectHost" + n) || has("SocketConnectPort" + n); n++) {
            String suffix = n == 0 ? "" : Integer.toString(n);
            String host = required("SocketConnectHost" + suffix, "the host to connect to");
            required("SocketConnectPort" + suffix, "the TCP port to connect to");
            endpoints.add(new Endpoint(host, number("SocketConnectPort" + suffix, 1, 1, 65_535)));
        }
        for (Entry entry : entries.values()) {
            if (entry.key().matches("SocketConnect(Host|Port)\\d+")
                    && Integer.parseInt(entry.key().substring(17)) >= endpoints.size()) {
                problems.add(file, entry.line(), entry.key(), entry.value(), "numbers without a gap, from 1");
            }
        }
        return List.copyOf(endpoints);
    }

    /** Seconds separated by semicolons; {@code 3x5} stands for 5;5;5. */
    private List<Integer> reconnectIntervals() {
        List<Integer> seconds = new ArrayList<>();
        for (String part : text("ReconnectInterval", "30").split(";", -1)) {
            String[] times = part.strip().split("x", -1);
            int repeat = times.length == 2 ? parse(times[0], 1, 100) : 1;
            int each = times.length > 2 ? -1 : parse(times[times.length - 1], 1, MAX_SECONDS);
            if (repeat < 1 || each < 1) {
                wrong("ReconnectInterval", "seconds from 1, or several like 1;5;3x30");
                return List.of(30);
            }
            seconds.addAll(Collections.nCopies(repeat, each));
        }
        return List.copyOf(seconds);
    }

    /** Hosts, addresses and ranges of addresses. */
    private List<String> addresses() {
        List<String> addresses = list("AllowedRemoteAddresses");
        for (String each : addresses) {
            if (each.contains("/") && AddressRange.parse(each) == null) {
                wrong(
                        "AllowedRemoteAddresses",
                        "hosts, addresses, and ranges like 192.0.2.0/24 or 2001:db8::/32 that name their first address");
            }
        }
        return addresses;
    }

    private Timing timing(boolean initiator) {
        if (initiator) {
            required("HeartBtInt", "the heartbeat interval in seconds");
        }
        return new Timing(
                number("HeartBtInt", 30, initiator ? 1 : 0, 86_400),
                multiplier("TestRequestDelayMultiplier", 0.5),
                multiplier("HeartBeatTimeoutMultiplier", 1.4),
                number("LogonTimeout", 10, 1, MAX_SECONDS),
                number("LogoutTimeout", 2, 1, MAX_SECONDS),
                flag("CheckLatency", true),
                number("MaxLatency", 120, 1, MAX_SECONDS),
                TimeStampPrecision.valueOf(
                        choice("TimeStampPrecision", "MILLIS", "SECONDS", "MILLIS", "MICROS", "NANOS")));
    }

    private Resending resending() {
        return new Resending(
                number("ResendRequestChunkSize", 0, 0, Integer.MAX_VALUE),
                flag("SendRedundantResendRequests", false),
                flag("ClosedResendInterval", false),
                flag("EnableNextExpectedMsgSeqNum", false),
                flag("EnableLastMsgSeqNumProcessed", false),
                flag("PersistMessages", true),
                flag("ForceResendWhenCorruptedStore", false));
    }

    private Protocol protocol() {
        return new Protocol(
                Profile.valueOf(
                        choice("WeirProfile", "quickfix", "quickfix", "strict").toUpperCase(Locale.ROOT)),
                flag("CheckCompID", true),
                flag("RequiresOrigSendingTime", true),
                flag("RejectGarbledMessage", false),
                flag("RejectMessageOnUnhandledException", false),
                flag("RefreshOnLogon", false),
                flag("DisconnectOnError", false),
                flag("WeirTestSession", false),
                flag("ValidateSequenceNumbers", true),
                flag("AllowPosDup", false),
                logonTags());
    }

    private Map<Integer, String> logonTags() {
        Map<Integer, String> tags = new TreeMap<>();
        for (Entry entry : entries.values()) {
            if (!entry.key().startsWith("LogonTag")) {
                continue;
            }
            int equals = entry.value().indexOf('=');
            int tag = equals < 1 ? -1 : parse(entry.value().substring(0, equals), 1, 999_999);
            if (tag < 0 || equals == entry.value().length() - 1) {
                String shown = SessionKeys.shown(entry.key(), entry.value());
                problems.add(file, entry.line(), entry.key(), shown, "tag=value");
                continue;
            }
            if (tag == TEST_MESSAGE_INDICATOR) {
                problems.add(
                        file, entry.line(), entry.key(), entry.value(), "WeirTestSession=Y, which both sides keep to");
            }
            tags.put(tag, entry.value().substring(equals + 1).strip());
        }
        return Collections.unmodifiableMap(tags);
    }

    private ValidationSettings validation() {
        ValidationSettings standard = ValidationSettings.DEFAULT;
        return new ValidationSettings(
                flag("UseDataDictionary", standard.useDataDictionary()),
                flag("ValidateIncomingMessage", standard.validateIncomingMessage()),
                flag("ValidateFieldsOutOfOrder", standard.validateFieldsOutOfOrder()),
                flag("ValidateUnorderedGroupFields", standard.validateUnorderedGroupFields()),
                flag("ValidateFieldsHaveValues", standard.validateFieldsHaveValues()),
                flag("ValidateUserDefinedFields", standard.validateUserDefinedFields()),
                flag("AllowUnknownMsgFields", standard.allowUnknownMsgFields()),
                flag("ValidateChecksum", standard.validateChecksum()),
                flag("RejectInvalidMessage", standard.rejectInvalidMessage()));
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    String text(String key, String absent) {
        Entry entry = entries.get(key);
        asked.putIfAbsent(key, entry == null ? absent : entry.value());
        return entry == null ? absent : entry.value();
    }

    /** A value that must be there; what else is said of it once is enough. */
    String required(String key, String expected) {
        String value = text(key, "");
        if (value.isEmpty()) {
            wrong(key, expected);
        }
        return value;
    }

    boolean flag(String key, boolean absent) {
        String value = text(key, absent ? "Y" : "N");
        if (!value.equals("Y") && !value.equals("N")) {
            wrong(key, "Y or N");
        }
        return value.equals("Y");
    }

    private int number(String key, int absent, int min, int max) {
        asked.putIfAbsent(key, has(key) ? text(key, "") : Integer.toString(absent));
        String value = text(key, "");
        if (value.isEmpty()) {
            return absent;
        }
        int number = parse(value, min, max);
        if (number < min) {
            wrong(
                    key,
                    max == Integer.MAX_VALUE
                            ? "a whole number from " + min
                            : "a whole number from " + min + " to " + max);
            return absent;
        }
        return number;
    }

    private double multiplier(String key, double absent) {
        String value = text(key, Double.toString(absent));
        if (!value.matches("\\d{1,3}(\\.\\d{1,6})?")) {
            wrong(key, "a number like 0.5");
            return absent;
        }
        return Double.parseDouble(value);
    }

    /** A whole number in a range; below it where the text is none. */
    private static int parse(String text, int min, int max) {
        String trimmed = text.strip();
        if (!trimmed.matches("\\d{1,10}")) {
            return min - 1;
        }
        long value = Long.parseLong(trimmed);
        return value < min || value > max ? min - 1 : (int) value;
    }

    private String choice(String key, @Nullable String absent, String... values) {
        String value = text(key, absent == null ? "" : absent);
        if (!Arrays.asList(values).contains(value)) {
            wrong(key, String.join(" or ", values));
            return values[0];
        }
        return value;
    }

    List<String> list(String key) {
        return Arrays.stream(text(key, "").split(",", -1))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    Secret secret(String key) {
        String value = text(key, "");
        return value.isEmpty() ? Secret.NONE : new Secret(value);
    }

    @Nullable
    Path path(String key) {
        String value = text(key, "");
        return value.isEmpty() ? null : directory.resolve(value).normalize();
    }

    private @Nullable Path existingFile(String key) {
        Path path = path(key);
        if (path != null && !withoutFiles && !Files.isRegularFile(path)) {
            wrong(key, "a file that exists, here or beside " + file);
            return null;
        }
        return path;
    }

    /** Reports a key's value, or its absence. */
    void wrong(String key, String expected) {
        Entry entry = entries.get(key);
        problems.add(
                file,
                entry == null ? line : entry.line(),
                key,
                entry == null ? "" : SessionKeys.shown(key, entry.value()),
                expected);
    }
}
