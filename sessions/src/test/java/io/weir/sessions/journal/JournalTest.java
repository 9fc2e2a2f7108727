package io.weir.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.weir.fix.settings.Durability;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JournalTest {
    private static final int SEGMENT = 8 << 10;
    private static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path directory;

    private final Heard heard = new Heard();

    private Journal open(Durability durability) {
        return open(durability, SEGMENT);
    }

    private Journal open(Durability durability, long segmentBytes) {
        return Journal.open(new JournalSettings(directory, segmentBytes, durability, 2, 10_000_000_000L, 0), heard);
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void whatIsAppendedIsReadBackOverManySegments(Durability durability) {
        List<Long> positions = new ArrayList<>();
        try (Journal journal = open(durability)) {
            for (int i = 0; i < 300; i++) {
                positions.add(Lines.append(journal, i));
                if (i % 5 == 0) {
                    journal.endBatch();
                }
            }
        }
        assertThat(positions).isSorted().doesNotHaveDuplicates();
        assertThat(positions.get(299)).isGreaterThan(4 * SEGMENT);
        try (JournalReader reader = JournalReader.open(directory)) {
            assertThat(Lines.rest(reader)).isEqualTo(Lines.lines(0, 300));
            for (int i = 299; i >= 0; i -= 13) {
                reader.seek(positions.get(i));
                assertThat(reader.next()).isTrue();
                assertThat(reader.position()).isEqualTo(positions.get(i));
                assertThat(Lines.shown(reader)).isEqualTo(Lines.line(i));
            }
            reader.seek(0);
            assertThat(Lines.rest(reader)).isEqualTo(Lines.lines(0, 300));
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void eachBootGoesOnWhereTheLastOneEnded(Durability durability) {
        for (int boot = 1; boot <= 5; boot++) {
            try (Journal journal = open(durability)) {
                assertThat(journal.bootNumber()).isEqualTo(boot);
                assertThat(journal.recovery().records()).isEqualTo((boot - 1) * 40L);
                assertThat(journal.recovery().cleanlyClosed()).isEqualTo(boot > 1);
                assertThat(journal.recovery().wasCut()).isFalse();
                assertThat(Lines.rest(journal.reader())).isEqualTo(Lines.lines(0, (boot - 1) * 40));
                for (int i = 0; i < 40; i++) {
                    Lines.append(journal, (boot - 1) * 40 + i);
                }
                journal.endBatch();
            }
        }
        assertThat(Lines.all(DiskFiles.INSTANCE, directory)).isEqualTo(Lines.lines(0, 200));
        assertThat(heard.rest()).allMatch(line -> line.startsWith("durable") || line.equals("stalled"));
    }

    @Test
    void theReportNamesTheLastRecordAndTheEnd() {
        Journal first = open(Durability.NONE);
        Lines.append(first, 0);
        long last = Lines.append(first, 1);
        first.close();
        long end = first.position();
        try (Journal journal = open(Durability.NONE)) {
            assertThat(journal.recovery()).isEqualTo(new RecoveryReport(2, last, end, true, 0, null));
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void aPayloadInTwoPartsIsOnePayload(Durability durability) {
        try (Journal journal = open(durability)) {
            journal.append(RecordType.Sent, 1, 2, 3, 4, HELLO, 1, 3, HELLO, 0, 2);
            journal.append(RecordType.Sent, 1, 2, 3, 4, HELLO, 0, 0, HELLO, 0, 0);
        }
        assertThat(Lines.all(DiskFiles.INSTANCE, directory))
                .containsExactly(
                        new Lines.Line(RecordType.Sent, 1, 2, 3, 4, "ellhe"),
                        new Lines.Line(RecordType.Sent, 1, 2, 3, 4, ""));
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void theLongestPayloadFitsAndALongerOneIsRefused(Durability durability) {
        byte[] longest = new byte[Journal.MAX_PAYLOAD_BYTES + 1];
        for (int i = 0; i < longest.length; i++) {
            longest[i] = (byte) ('A' + i % 61);
        }
        try (Journal journal = open(durability, 4 << 20)) {
            assertThat(journal.maxPayloadBytes()).isEqualTo(Journal.MAX_PAYLOAD_BYTES);
            assertThatThrownBy(() -> journal.append(RecordType.Received, 0, 0, 0, 0, longest, 0, longest.length))
                    .isInstanceOf(IllegalArgumentException.class);
            for (int i = 0; i < 9; i++) {
                journal.append(RecordType.Received, 0, i, 0, 0, longest, 0, Journal.MAX_PAYLOAD_BYTES);
                journal.append(RecordType.Timer, 0, i, 0, 0, HELLO, 0, 5);
            }
        }
        String expected = new String(longest, 0, Journal.MAX_PAYLOAD_BYTES, StandardCharsets.ISO_8859_1);
        List<Lines.Line> lines = Lines.all(DiskFiles.INSTANCE, directory);
        assertThat(lines).hasSize(18);
        for (int i = 0; i < 18; i += 2) {
            assertThat(lines.get(i).payload().equals(expected)).isTrue();
            assertThat(lines.get(i + 1)).isEqualTo(new Lines.Line(RecordType.Timer, 0, i / 2, 0, 0, "hello"));
        }
    }

    @Test
    void aRecordMayFillASegmentToTheLastByte() {
        byte[] full = new byte[SEGMENT];
        long first;
        long second;
        try (Journal journal = open(Durability.NONE)) {
            first = journal.append(RecordType.Timer, 0, 0, 0, 0, full, 0, journal.maxPayloadBytes());
            second = journal.append(RecordType.Timer, 0, 1, 0, 0, full, 0, journal.maxPayloadBytes());
        }
        assertThat(first).isEqualTo(SEGMENT + SegmentHeader.BYTES);
        assertThat(second).isEqualTo(2 * SEGMENT + SegmentHeader.BYTES);
        try (Journal journal = open(Durability.NONE)) {
            assertThat(journal.recovery().records()).isEqualTo(2);
        }
    }

    @Test
    void theJournalsOwnTypesAreRefused() {
        try (Journal journal = open(Durability.NONE)) {
            for (RecordType type : List.of(RecordType.Durable, RecordType.Filler)) {
                assertThatThrownBy(() -> journal.append(type, 0, 0, 0, 0, HELLO, 0, 0))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    void aClosedJournalTakesNothing() {
        Journal journal = open(Durability.NONE);
        journal.close();
        journal.close();
        assertThatThrownBy(() -> Lines.append(journal, 0)).isInstanceOf(JournalFailed.class);
        assertThatThrownBy(journal::endBatch).isInstanceOf(JournalFailed.class);
        assertThat(heard.rest()).isEmpty();
    }

    @Test
    void withoutSyncsThePositionIsDurableAtTheEndOfTheBatch() {
        try (Journal journal = open(Durability.NONE)) {
            long position = Lines.append(journal, 0);
            assertThat(journal.durablePosition()).isEqualTo(position);
            journal.endBatch();
            assertThat(journal.durablePosition()).isEqualTo(journal.position()).isGreaterThan(position);
        }
    }

    @Test
    void alwaysIsDurableWhenTheBatchHasEnded() {
        try (Journal journal = open(Durability.ALWAYS)) {
            for (int i = 0; i < 20; i++) {
                Lines.append(journal, i);
                journal.endBatch();
                assertThat(journal.durablePosition()).isEqualTo(journal.position());
            }
        }
    }

    @Test
    void segmentsOfAnotherSizeFollowTheOldOnes() {
        for (int boot = 0; boot < 4; boot++) {
            try (Journal journal = open(Durability.NONE, (boot + 1) * 4096L)) {
                for (int i = 0; i < 80; i++) {
                    Lines.append(journal, boot * 80 + i);
                }
            }
        }
        assertThat(Lines.all(DiskFiles.INSTANCE, directory)).isEqualTo(Lines.lines(0, 320));
    }

    @Test
    void theLockNamesTheOwnerAndIsFreeAfterClose() throws Exception {
        try (Journal journal = open(Durability.NONE)) {
            assertThat(Files.readString(directory.resolve("lock")).trim())
                    .isEqualTo(Long.toString(ProcessHandle.current().pid()));
            assertThatThrownBy(() -> open(Durability.NONE))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("already open in this process");
            Lines.append(journal, 0);
        }
        open(Durability.NONE).close();
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void anInterruptOfTheWriterDoesNotReachTheFiles(Durability durability) {
        Journal journal = open(durability);
        Thread.currentThread().interrupt();
        for (int i = 0; i < 100; i++) {
            Lines.append(journal, i);
        }
        journal.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Lines.all(DiskFiles.INSTANCE, directory)).isEqualTo(Lines.lines(0, 100));
    }

    @ParameterizedTest
    @EnumSource(
            value = Durability.class,
            names = {"NONE", "GROUP"})
    void appendingAndReadingAllocateNothing(Durability durability) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long appended;
        long read;
        try (Journal journal = open(durability, 16 << 20)) {
            appendHellos(journal, 30_000);
            long before = threads.getCurrentThreadAllocatedBytes();
            appendHellos(journal, 30_000);
            appended = threads.getCurrentThreadAllocatedBytes() - before;
        }
        try (JournalReader reader = JournalReader.open(directory)) {
            assertThat(readRecords(reader, 30_000)).isEqualTo(30_000);
            long before = threads.getCurrentThreadAllocatedBytes();
            assertThat(readRecords(reader, 30_000)).isEqualTo(30_000);
            read = threads.getCurrentThreadAllocatedBytes() - before;
        }
        assertThat(appended).as("bytes allocated by 30,000 appends").isLessThan(30_000);
        assertThat(read).as("bytes allocated by reading 30,000 records").isLessThan(30_000);
    }

    private static void appendHellos(Journal journal, int count) {
        for (int i = 0; i < count; i++) {
            journal.append(RecordType.Received, 1, i, i, i, HELLO, 0, HELLO.length);
            journal.endBatch();
        }
    }

    private static int readRecords(JournalReader reader, int count) {
        int read = 0;
        while (read < count && reader.next()) {
            read++;
        }
        return read;
    }
}
