package io.weir.gateway.rules;

import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SessionSection;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SessionSettings.CompIds;
import io.weir.gateway.rules.Rehearsal.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the rules say of every session, whoever is at the other end: names, connection, session protocol. */
final class SessionRules {
    /** Keys that tell nothing to a counterparty, or nothing that is not said elsewhere. */
    private static final Set<String> OURS_ALONE = new TreeSet<>(List.of(
            "BeginString",
            "ConnectionType",
            "DataDictionary",
            "ForceResendWhenCorruptedStore",
            "RefreshOnLogon",
            "RejectMessageOnUnhandledException",
            "SocketTcpNoDelay",
            "SocketConnectTimeout"));

    /** What names a place of ours: a file, a folder, a secret. */
    private static final Pattern PLACE = Pattern.compile(".*(Password|Path|File|Store|Hash|Folder|Dir).*|.*ID");

    private static final List<String> VARIED =
            List.of("108=0|", "141=Y|", "789=1|", "464=Y|", "464=N|", "553=USER|554=***|");

    private final GatewaySettings settings;
    private final int place;
    private final SessionSettings session;

    SessionRules(GatewaySettings settings, int place) {
        this.settings = settings;
        this.place = place;
        session = settings.sessions().get(place);
    }

    void begin(Document document, String build) {
        CompIds ids = session.ids();
        document.heading(1, "Rules of Engagement: " + ids.name());
        document.paragraph("FIX 4.4 between " + ids.senderCompId() + " (we) and " + ids.counterparty()
                + " (you). Written by Weir " + build
                + " from the settings of this session; every table and example here is"
                + " what the gateway itself says and does under them.");
        document.heading(2, "Who is who");
        List<List<String>> rows = new ArrayList<>();
        name(rows, "SenderCompID (49)", "TargetCompID (56)", ids.targetCompId(), ids.senderCompId());
        name(rows, "SenderSubID (50)", "TargetSubID (57)", ids.targetSubId(), ids.senderSubId());
        name(rows, "SenderLocationID (142)", "TargetLocationID (143)", ids.targetLocationId(), ids.senderLocationId());
        document.table(List.of("Field", "In your messages", "In ours"), rows);
    }

    private static void name(List<List<String>> rows, String sender, String target, String yours, String ours) {
        if (!yours.isEmpty() || !ours.isEmpty()) {
            rows.add(List.of(sender, yours, ours));
            rows.add(List.of(target, ours, yours));
        }
    }

    void connection(Document document) {
        document.heading(2, "Connection");
        String where =
                session.connection().endpoints().stream().map(Object::toString).collect(Collectors.joining(", then "));
        document.paragraph(
                session.initiator()
                        ? "We connect to you, at " + where + ", over TCP" + tls() + "."
                        : "You connect to us, at " + where + ", over TCP" + tls() + from() + ".");
        document.paragraph("The session is open " + session.schedule() + ". "
                + (session.schedule().nextChangeUtc(0) == Long.MAX_VALUE
                        ? "Sequence numbers go on from day to day."
                        : "At its end we log out, and both sequence numbers begin again at 1 when it next opens."));
        document.paragraph("Numbers also begin again at 1: " + resets() + ".");
        document.paragraph("A trading day ends at " + settings.tradingDay().roll() + " "
                + settings.tradingDay().zone() + ".");
    }

    private String tls() {
        return session.connection().tls() == null ? " without TLS" : " with TLS";
    }

    private String from() {
        List<String> allowed = session.connection().allowedRemoteAddresses();
        return allowed.isEmpty() ? "" : ", from " + String.join(", ", allowed) + " only";
    }

    private String resets() {
        List<String> when = new ArrayList<>();
        if (session.resetOnLogon()) {
            when.add("with each Logon (ResetOnLogon)");
        }
        if (session.resetOnLogout()) {
            when.add("after a Logout (ResetOnLogout)");
        }
        if (session.resetOnDisconnect()) {
            when.add("when the connection is lost (ResetOnDisconnect)");
        }
        when.add("with a Logon that carries ResetSeqNumFlag (141) = Y");
        return String.join("; ", when);
    }

    /** Each setting in force, by its name in QuickFIX. */
    void protocol(Document document) {
        document.heading(2, "Session protocol");
        document.paragraph(
                "The settings of the session by QuickFIX's names, where there are such, with the defaults of those that"
                        + " are not set. Keys that begin with Weir are ours.");
        List<List<String>> rows = new ArrayList<>();
        for (SessionSection.InForce key : settings.sections().get(place).inForce()) {
            boolean told = !OURS_ALONE.contains(key.key())
                    && !PLACE.matcher(key.key()).matches()
                    && !(key.key().equals("ReconnectInterval") && !session.initiator())
                    && !key.value().isEmpty();
            if (told) {
                rows.add(List.of(key.key(), key.value()));
            }
        }
        document.table(List.of("Setting", "Value"), rows);
        document.paragraph("A gap is asked for with ResendRequest (35=2), "
                + (session.resendRequestChunkSize() == 0
                        ? "the whole of it at once, "
                        : session.resendRequestChunkSize() + " messages at a time, ")
                + (session.closedResendInterval()
                        ? "with the last number in EndSeqNo (16)."
                        : "with EndSeqNo (16) = 0."));
        document.paragraph(
                session.resending().persistMessages()
                        ? "To yours, we send application messages again with PossDupFlag (43) = Y and OrigSendingTime (122), and a"
                                + " gap fill (35=4, 123=Y) for administrative ones. Orders, replaces and cancels (D, G, F) never"
                                + " go twice: a gap fill stands for them."
                        : "To yours, we answer with a gap fill (PersistMessages=N).");
    }

    void logon(Document document, MessageTables tables, Rehearsal rehearsal) {
        document.heading(2, "Header and trailer");
        tables.frame(document, example(rehearsal));
        document.heading(2, "Logon");
        String heartbeat = "108=" + session.heartBtIntSeconds() + "|";
        List<Said> said = rehearsal.logOn(place, heartbeat);
        String yours = rehearsal.sent();
        List<String> ours = said.stream()
                .filter(each -> each.session() == place && each.msgType().equals("A"))
                .map(each -> each.fields().toString())
                .toList();
        document.paragraph("Yours, and ours:");
        List<String> lines = new ArrayList<>(session.initiator() ? ours : List.of(yours));
        lines.addAll(session.initiator() ? List.of(yours) : ours);
        document.listing(lines);
        if (session.initiator()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (String field : VARIED) {
            rows.add(List.of(field, outcome(rehearsal, field + (field.startsWith("108=") ? "" : heartbeat))));
        }
        document.paragraph("With other fields:");
        document.table(List.of("In your Logon", "What we do"), rows);
        rehearsal.logOn(place);
    }

    private Fields example(Rehearsal rehearsal) {
        rehearsal.logOn(place);
        return Fields.of(rehearsal.sent());
    }

    private String outcome(Rehearsal rehearsal, String fields) {
        List<String> ours = rehearsal.logOn(place, fields).stream()
                .filter(each -> each.session() == place)
                .map(each -> each.fields().toString())
                .toList();
        return (rehearsal.isUp(place) ? "logged on: " : "not logged on: ") + String.join(" ", ours);
    }
}
