package io.weir.gateway.fixlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.Durability;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SettingsException;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalListener;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.journal.RecordType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The logs of sessions, over a real journal. */
class FixLogsTest {
    private static final long MORNING = 1_795_255_200_000_000_000L; // 2026-11-21 10:00 UTC
    private static final long DAY = 86_400_000_000_000L;

    @TempDir
    Path folder;

    private final List<String> alerts = new ArrayList<>();
    private List<SessionSettings> sessions;
    private Path log;
    private Journal journal;

    @BeforeEach
    void open() throws SettingsException {
        sessions = List.of(session("OMS1"), session("OMS2"));
        log = folder.resolve("logs/WEIR-OMS1.log");
        openJournal();
    }

    private void openJournal() {
        JournalSettings settings =
                new JournalSettings(folder.resolve("journal"), 1 << 20, Durability.NONE, 1, 10_000_000_000L, 0);
        journal = Journal.open(settings, JournalListener.ofFailure(cause -> {
            throw new IllegalStateException(cause);
        }));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private static SessionSettings session(String target) throws SettingsException {
        Map<String, String> keys = new LinkedHashMap<>();
        keys.put("ConnectionType", "acceptor");
        keys.put("BeginString", "FIX.4.4");
        keys.put("SenderCompID", "WEIR");
        keys.put("TargetCompID", target);
        keys.put("SocketAcceptPort", "0");
        keys.put("NonStopSession", "Y");
        return SessionSettings.of(keys);
    }

    private void append(RecordType type, int session, long utcNanos, byte[] bytes) {
        journal.append(type, session, 0, utcNanos, utcNanos, bytes, 0, bytes.length);
        journal.endBatch();
    }

    private void append(RecordType type, int session, long utcNanos, String text) {
        append(type, session, utcNanos, Ascii.fix(text));
    }

    /** Everything that the journal holds is in the logs when this returns; another process goes on. */
    private void writeLogs() {
        FixLogs.start(journal, () -> sessions, folder.resolve("logs"), alerts::add)
                .close();
        journal.close();
        openJournal();
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    }

    @Test
    void eachSessionHasItsOwnLog() throws IOException {
        append(RecordType.Started, 0, MORNING, "build");
        append(RecordType.Connected, 0, MORNING + 1_000, "/10.0.0.1:5000");
        append(RecordType.Received, 0, MORNING + 2_000, "8=FIX.4.4|9=5|35=0|10=163|");
        append(RecordType.Sent, 1, MORNING + 3_000, "8=FIX.4.4|9=5|35=1|10=164|");
        append(RecordType.Disconnected, 0, MORNING + 4_000, "gone");
        writeLogs();

        assertThat(lines())
                .containsExactly(
                        "20261121-10:00:00.000000 --  gateway started, boot 0",
                        "20261121-10:00:00.000001 --  connected /10.0.0.1:5000",
                        "20261121-10:00:00.000002 IN  8=FIX.4.4|9=5|35=0|10=163|",
                        "20261121-10:00:00.000004 --  disconnected: gone");
        assertThat(folder.resolve("logs/WEIR-OMS2.log")).hasContent("""
            20261121-10:00:00.000000 --  gateway started, boot 0
            20261121-10:00:00.000003 OUT 8=FIX.4.4|9=5|35=1|10=164|
            """);
        assertThat(alerts).isEmpty();
    }

    @Test
    void secretsAreStars() throws IOException {
        FixWriter writer = new FixWriter(256).begin('A');
        writer.text(Tags.USERNAME, "weir").text(Tags.PASSWORD, "s3cret").text(Tags.NEW_PASSWORD, "n3w");
        writer.number(Tags.RAW_DATA_LENGTH, 3)
                .text(Tags.RAW_DATA, "a\u0001b")
                .text(Tags.TEXT, "x")
                .end();
        append(RecordType.Received, 0, MORNING, Arrays.copyOfRange(writer.buffer(), writer.start(), writer.limit()));
        append(RecordType.Received, 0, MORNING, "8=FIX.4.4|35=A|x|554=s3cret|58=tail|");
        writeLogs();

        assertThat(lines().get(0)).endsWith("|35=A|553=weir|554=***|925=***|95=3|96=***|58=x|10=" + sum(writer) + "|");
        assertThat(lines().get(1)).endsWith("8=FIX.4.4|35=A|x|554=***");
    }

    private static String sum(FixWriter writer) {
        String text = writer.toString();
        return text.substring(text.length() - 4, text.length() - 1);
    }

    @Test
    void nothingInAMessageBeginsALine() throws IOException {
        append(RecordType.Received, 0, MORNING, "8=FIX.4.4|35=0|58=one\ntwo\u001b[31m|");
        writeLogs();

        assertThat(lines()).containsExactly("20261121-10:00:00.000000 IN  8=FIX.4.4|35=0|58=one?two?[31m|");
    }

    @Test
    void aRestartGoesOnWhereTheLogWasLeft() throws IOException {
        append(RecordType.Received, 0, MORNING, "35=0|");
        writeLogs();
        append(RecordType.Received, 0, MORNING, "35=1|");
        journal.close();
        openJournal();
        append(RecordType.Received, 0, MORNING, "35=2|");
        writeLogs();
        writeLogs();

        assertThat(lines()).extracting(line -> line.substring(29)).containsExactly("35=0|", "35=1|", "35=2|");
    }

    @Test
    void whatACrashLeftBehindThePositionIsNotThereTwice() throws IOException {
        append(RecordType.Received, 0, MORNING, "35=0|");
        writeLogs();
        Files.writeString(log, "20261121-10:00:00.000000 IN  35=1|\n2026", StandardOpenOption.APPEND);
        append(RecordType.Received, 0, MORNING, "35=1|");
        writeLogs();

        assertThat(lines()).extracting(line -> line.substring(29)).containsExactly("35=0|", "35=1|");
    }

    @Test
    void aDayHasItsFile() throws IOException {
        append(RecordType.Received, 0, MORNING, "35=0|");
        append(RecordType.Received, 0, MORNING + DAY, "35=1|");
        writeLogs();

        assertThat(folder.resolve("logs/WEIR-OMS1.2026-11-21.log")).hasContent("20261121-10:00:00.000000 IN  35=0|\n");
        assertThat(lines()).containsExactly("20261122-10:00:00.000000 IN  35=1|");
    }

    @Test
    void aCrashBehindTheEndOfADayLosesAndRepeatsNothing() throws IOException {
        append(RecordType.Received, 0, MORNING, "35=0|");
        writeLogs();
        Path position = folder.resolve("logs/.WEIR-OMS1.position");
        String before = Files.readString(position);
        append(RecordType.Received, 0, MORNING + DAY, "35=1|");
        writeLogs();
        // The day was put away, and the position is still the one from before.
        Files.writeString(position, before);
        append(RecordType.Received, 0, MORNING + DAY, "35=2|");
        writeLogs();

        assertThat(folder.resolve("logs/WEIR-OMS1.2026-11-21.log")).hasContent("20261121-10:00:00.000000 IN  35=0|\n");
        assertThat(lines()).extracting(line -> line.substring(29)).containsExactly("35=1|", "35=2|");
    }

    @Test
    void logsFollowTheJournalWhileItGrows() throws Exception {
        try (FixLogs logs = FixLogs.start(journal, () -> sessions, folder.resolve("logs"), alerts::add)) {
            for (int i = 0; i < 20_000; i++) {
                append(RecordType.Received, i % 2, MORNING, "8=FIX.4.4|9=5|35=0|34=" + i + "|10=163|");
            }
            assertThat(logs).isNotNull();
        }

        assertThat(lines()).hasSize(10_000);
        assertThat(lines().get(9_999)).endsWith("|34=19998|10=163|");
    }
}
