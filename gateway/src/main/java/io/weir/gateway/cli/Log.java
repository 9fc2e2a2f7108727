package io.weir.gateway.cli;

import io.weir.gateway.fixlog.JournalText;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir log}. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Prints a journal as readable FIX.", ""},
        description =
                "%nTime (UTC), record, session, content; | for SOH, stars for secrets. The gateway may be running.%n",
        footer = {
            "%nExamples: ./weir log my-gateway/data/journal --follow",
            "          ./weir log my-gateway/data/journal --session OMS1 --type D,G,F,8,9 --from 14:30"
        })
final class Log implements Callable<Integer> {
    private static final long PAUSE_MILLIS = 50;
    private static final long SECOND = 1_000_000_000L;
    /** Records that say nothing to a person unless he asks for them. */
    private static final Set<RecordType> SILENT =
            EnumSet.of(RecordType.Timer, RecordType.Durable, RecordType.Quote, RecordType.Trade);

    private static final List<DateTimeFormatter> TIMES = List.of(
            DateTimeFormatter.ofPattern("yyyyMMdd-HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS]", Locale.ROOT),
            DateTimeFormatter.ISO_LOCAL_DATE_TIME);

    @Parameters(paramLabel = "FILE|DIR", description = "A journal's directory, or one of its segments.")
    private Path path = Path.of("");

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--session",
            paramLabel = "ID",
            split = ",",
            description = "Only these sessions: the counterparty's CompID, or OURS->THEIRS.")
    private List<String> sessions = new ArrayList<>();

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            description = "Only these: a MsgType (D, 8), or a record's name (Sent, Admin, Verdict).")
    private List<String> types = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Only from this time on, UTC: 14:30, 14:30:05, 20261121-14:30:05 or 2026-11-21T14:30:05.")
    private @Nullable String from;

    @Option(names = "--raw", description = "Only the messages, with SOH as it is.")
    private boolean raw;

    @Spec
    private @Nullable CommandSpec spec;

    private final JournalText text = new JournalText();
    private final Set<RecordType> records = new LinkedHashSet<>();
    private final Set<String> msgTypes = new LinkedHashSet<>();

    Log() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        readTypes();
        long fromUtc = from == null ? Long.MIN_VALUE : utcNanos(from);
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        try (JournalReader reader = JournalPath.open(path)) {
            do {
                while (reader.next() && !out.checkError()) {
                    print(reader, fromUtc, out);
                }
                out.flush();
                if (follow) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            } while (follow && !out.checkError());
        }
        return Weir.DONE;
    }

    private void readTypes() {
        for (String type : types) {
            RecordType record = null;
            for (RecordType each : RecordType.values()) {
                record = each.name().equalsIgnoreCase(type) ? each : record;
            }
            if (record != null) {
                records.add(record);
            } else if (type.length() <= 2) {
                msgTypes.add(type);
            } else {
                throw wrong(
                        "--type: expected a MsgType or one of " + EnumSet.allOf(RecordType.class) + ", found " + type);
            }
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    private long utcNanos(String time) {
        try {
            LocalTime ofDay = LocalTime.parse(time);
            return nanos(LocalDate.now(ZoneOffset.UTC).atTime(ofDay).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException notATimeOfDay) {
            // One of the longer forms, then.
        }
        String withoutZone = time.endsWith("Z") ? time.substring(0, time.length() - 1) : time;
        for (DateTimeFormatter format : TIMES) {
            try {
                return nanos(LocalDateTime.parse(withoutZone, format).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException notThisOne) {
                // The next one may fit.
            }
        }
        throw wrong("--from: expected a time such as 14:30:05 or 20261121-14:30:05, found " + time);
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * SECOND + instant.getNano();
    }

    private void print(JournalReader record, long fromUtc, PrintWriter out) {
        text.look(record);
        if (record.utcNanos() < fromUtc || !isWanted(record) || !isOfASession()) {
            return;
        }
        if (!raw) {
            out.println(text.line(record));
        } else if (!text.msgType().isEmpty()) {
            out.println(text.raw(record));
        }
    }

    private boolean isWanted(JournalReader record) {
        if (types.isEmpty()) {
            return !SILENT.contains(record.type());
        }
        return records.contains(record.type()) || msgTypes.contains(text.msgType());
    }

    private boolean isOfASession() {
        if (sessions.isEmpty()) {
            return true;
        }
        for (String session : sessions) {
            String own = text.session();
            boolean theirs = own.endsWith("->" + session) || own.contains("->" + session + "/");
            if (own.equals(session) || theirs) {
                return true;
            }
        }
        return false;
    }
}
