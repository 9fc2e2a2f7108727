package io.weir.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.settings.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damages a small journal in every place and compares what recovery makes of it with what it should. */
class RecoveryTest {
    private static final int SEGMENT = 4 << 10;
    private static final int RECORDS = 46;
    private static final int LARGE_SEGMENT = 64 << 10;
    private static final int LARGE_SEGMENTS = 4;
    private static final int LARGE_RECORDS = 1030;

    /** The geometry of the journal that is damaged. */
    private int segmentBytes = SEGMENT;

    private int records = RECORDS;
    private int segmentCount = 3;
    private List<Lines.Line> lines = Lines.lines(0, RECORDS);

    /** What the last recovery left that was looked at in full, and what was found in it. */
    private MemoryFiles seen = new MemoryFiles();

    private int seenRecords = -1;
    private long seenEnd;

    @TempDir
    Path directory;

    /** A place in the journal that is a record. {@code mark} is the durable position that it tells, 0 if none. */
    private record Place(long start, long end, boolean counts, long mark) {}

    /** The files of a journal whose process was killed while it wrote the third of its segments. */
    private MemoryFiles killed(Durability durability) throws IOException {
        MemoryFiles files;
        try (Journal journal = Journal.open(
                new JournalSettings(directory, segmentBytes, durability, 1, 10_000_000_000L, 0), new Heard())) {
            for (int i = 0; i < records; i++) {
                Lines.append(journal, i);
                if (i % 4 == 0 && i < records - 10) {
                    journal.endBatch();
                    awaitDurable(journal);
                }
            }
            journal.endBatch();
            awaitDurable(journal);
            files = MemoryFiles.load(directory);
        }
        assertThat(Lines.all(files, directory).equals(lines)).isTrue();
        return files;
    }

    private static void awaitDurable(Journal journal) {
        while (journal.durablePosition() < journal.position()) {
            Thread.onSpinWait();
        }
    }

    private List<Place> places(MemoryFiles files) {
        List<Place> places = new ArrayList<>();
        try (JournalReader reader = reader(files)) {
            while (reader.next()) {
                boolean mark = reader.type() == RecordType.Durable;
                long end = reader.position() + RecordLayout.HEADER_BYTES + reader.length();
                places.add(new Place(reader.position(), end, !mark, mark ? reader.aux() : 0));
            }
        }
        return places;
    }

    private JournalReader reader(SegmentFiles files) {
        return new JournalReader(segments(files), null);
    }

    private SegmentDirectory segments(SegmentFiles files) {
        return new SegmentDirectory(files, directory);
    }

    private Path segment(int index) {
        return segments(DiskFiles.INSTANCE).path((long) index * segmentBytes);
    }

    private RecoveredJournal recover(MemoryFiles files) throws IOException {
        return Objects.requireNonNull(Recovery.recover(segments(files), Beginning.ALL));
    }

    /**
     * Recovery must keep exactly this many records, or refuse and change nothing if {@code expected} is negative.
     *
     * <p>Most damages of neighbouring bytes must leave the very same files. They are compared byte by byte with those of the
     * damage before; only others are read record by record and recovered once more.
     */
    private void assertRecovers(MemoryFiles files, int expected, String what) throws IOException {
        MemoryFiles before = files.copy();
        RecoveredJournal recovered;
        try {
            recovered = recover(files);
        } catch (JournalDamaged e) {
            assertThat(expected).as(what + ": " + e.getMessage()).isNegative();
            assertThat(files.isSame(before)).as(what + ", left as it was").isTrue();
            return;
        }
        long end = recovered.report().endPosition();
        assertThat(recovered.report().records()).as(what).isEqualTo(expected);
        if (seenRecords == expected && seenEnd == end && seen.isSame(files)) {
            return;
        }
        assertThat(Lines.all(files, directory).equals(lines.subList(0, expected)))
                .as(what)
                .isTrue();
        seen = files.copy();
        seenRecords = expected;
        seenEnd = end;
        RecoveryReport again = recover(files).report();
        assertThat(again.wasCut()).as(what + ", once more").isFalse();
        assertThat(again.records()).as(what + ", once more").isEqualTo(expected);
        assertThat(again.endPosition()).as(what + ", once more").isEqualTo(end);
    }

    @ParameterizedTest
    @EnumSource(
            value = Durability.class,
            names = {"NONE", "GROUP"})
    void aFlippedBitAnywhereLeavesAnExactPrefixOrIsRefused(Durability durability) throws IOException {
        MemoryFiles intact = killed(durability);
        List<Place> places = places(intact);
        assertThat(places.get(places.size() - 1).end())
                .isBetween((segmentCount - 1L) * segmentBytes, (long) segmentCount * segmentBytes);
        for (int segment = 0; segment < segmentCount; segment++) {
            byte[] bytes = intact.bytes(segment(segment));
            for (int at = 0; at < segmentBytes; at++) {
                MemoryFiles files = intact.copy();
                byte[] flipped = bytes.clone();
                flipped[at] ^= (byte) (1 << at % 8);
                files.put(segment(segment), flipped);
                int expected = afterDamage(places, durability, segment, at);
                assertRecovers(files, expected, durability + ", bit " + at % 8 + " of byte " + at + " in " + segment);
            }
        }
    }

    /** How many records recovery should keep when this byte is wrong, -1 if it should refuse. */
    private int afterDamage(List<Place> places, Durability durability, int segment, int at) {
        if (at < SegmentHeader.BYTES) {
            return at < SegmentHeader.BYTES / 2 ? -1 : records;
        }
        long position = (long) segment * segmentBytes + at;
        int kept = 0;
        long end = 0;
        for (Place place : places) {
            boolean filler = place.start() / segmentBytes > segment && position >= end;
            boolean room = (segment + 1L) * segmentBytes - align(end) >= RecordLayout.HEADER_BYTES;
            if (filler && position >= align(end) + (room ? RecordLayout.HEADER_BYTES : 0)) {
                return records;
            }
            if (filler || position < place.end()) {
                long damaged = filler ? align(end) : place.start();
                return position < damaged ? records : afterDamage(places, durability, damaged, filler, kept);
            }
            kept += place.counts() ? 1 : 0;
            end = place.end();
        }
        return records;
    }

    private int afterDamage(List<Place> places, Durability durability, long damaged, boolean filler, int kept) {
        long highestMark = 0;
        boolean wholeBehind = false;
        for (Place place : places) {
            if (place.start() != damaged) {
                highestMark = Math.max(highestMark, place.mark());
                wholeBehind |= place.start() > damaged;
            }
        }
        boolean hole = durability == Durability.NONE && (wholeBehind || filler);
        return hole || highestMark > damaged ? -1 : kept;
    }

    private static long align(long position) {
        return (position + 7) / 8 * 8;
    }

    @ParameterizedTest
    @EnumSource(
            value = Durability.class,
            names = {"NONE", "GROUP"})
    void aFileCutOffAnywhereLeavesAnExactPrefixOrIsRefused(Durability durability) throws IOException {
        MemoryFiles intact = killed(durability);
        List<Place> places = places(intact);
        for (int segment = 0; segment < segmentCount; segment++) {
            byte[] bytes = intact.bytes(segment(segment));
            for (int length = 0; length < segmentBytes; length++) {
                MemoryFiles files = intact.copy();
                files.put(segment(segment), Arrays.copyOf(bytes, length));
                int expected = afterCutting(places, durability, segment, bytes, length);
                assertRecovers(files, expected, durability + ", " + segment + " cut to " + length);
            }
        }
    }

    /** How many records recovery should keep when this segment ends here, -1 if it should refuse. */
    private int afterCutting(List<Place> places, Durability durability, int segment, byte[] bytes, int length) {
        if (length < SegmentHeader.BYTES) {
            return -1;
        }
        if (usedBytes(bytes) <= length) {
            return records;
        }
        List<Place> left = new ArrayList<>(places);
        left.removeIf(place -> place.start() / segmentBytes == segment && !isWhole(place, bytes, length));
        int kept = 0;
        long end = (long) segment * segmentBytes + SegmentHeader.BYTES;
        for (Place place : left) {
            if (place.start() / segmentBytes <= segment) {
                kept += place.counts() ? 1 : 0;
                end = Math.max(end, place.end());
            }
        }
        return afterDamage(left, durability, align(end), false, kept);
    }

    /** A record whose missing bytes were zeros is whole all the same. */
    private boolean isWhole(Place place, byte[] bytes, int length) {
        int end = (int) ((place.end() - 1) % segmentBytes) + 1;
        for (int at = Math.max((int) (place.start() % segmentBytes), length); at < end; at++) {
            if (bytes[at] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int usedBytes(byte[] bytes) {
        int used = bytes.length;
        while (bytes[used - 1] == 0) {
            used--;
        }
        return used;
    }

    /** In each byte of a journal of 256 KiB. */
    @ParameterizedTest
    @Tag("slow")
    @EnumSource(
            value = Durability.class,
            names = {"NONE", "GROUP"})
    void aFlippedBitAnywhereInALargerJournal(Durability durability) throws IOException {
        beLarge();
        aFlippedBitAnywhereLeavesAnExactPrefixOrIsRefused(durability);
    }

    /** At each byte of a journal of 256 KiB. */
    @ParameterizedTest
    @Tag("slow")
    @EnumSource(
            value = Durability.class,
            names = {"NONE", "GROUP"})
    void aLargerFileCutOffAnywhere(Durability durability) throws IOException {
        beLarge();
        aFileCutOffAnywhereLeavesAnExactPrefixOrIsRefused(durability);
    }

    private void beLarge() {
        segmentBytes = LARGE_SEGMENT;
        segmentCount = LARGE_SEGMENTS;
        records = LARGE_RECORDS;
        lines = Lines.lines(0, records);
    }

    @Test
    void aRecordCutOffInItsMiddleIsReportedAndOverwritten() throws IOException {
        MemoryFiles files = killed(Durability.NONE);
        List<Place> places = places(files);
        Place last = places.get(places.size() - 1);
        byte[] bytes = files.bytes(segment(2));
        int at = (int) (last.start() - 2L * SEGMENT);
        Arrays.fill(bytes, at, at + Integer.BYTES, (byte) 0);
        files.put(segment(2), bytes);

        RecoveryReport report = recover(files).report();
        assertThat(report.records()).isEqualTo(RECORDS - 1);
        assertThat(report.endPosition()).isEqualTo(last.start());
        assertThat(report.cutBytes()).isBetween(40L, last.end() - last.start());
        assertThat(report.cutReason()).isEqualTo("an unfinished record at position " + last.start());
        assertThat(usedBytes(files.bytes(segment(2)))).isLessThanOrEqualTo(at);
    }

    @Test
    void aHoleWithoutSyncsIsRefusedWithFileAndPosition() throws IOException {
        MemoryFiles files = killed(Durability.NONE);
        Place hole = places(files).get(RECORDS / 2);
        int index = (int) (hole.start() / SEGMENT);
        byte[] bytes = files.bytes(segment(index));
        Arrays.fill(bytes, (int) (hole.start() % SEGMENT), (int) (hole.end() % SEGMENT), (byte) 0);
        files.put(segment(index), bytes);
        assertThatThrownBy(() -> recover(files))
                .isInstanceOfSatisfying(JournalDamaged.class, damaged -> {
                    assertThat(damaged.file()).isEqualTo(segment(index));
                    assertThat(damaged.position()).isEqualTo(hole.start());
                })
                .hasMessageContaining("there are whole records behind it");
    }

    @Test
    void whatAnEarlierLifeOfTheFileLeftIsNotARecord() throws IOException {
        MemoryFiles files = killed(Durability.NONE);
        List<Place> places = places(files);
        byte[] reused = files.bytes(segment(2));
        SegmentHeader old = SegmentHeader.decode(Arrays.copyOf(reused, SegmentHeader.BYTES));
        SegmentHeader fresh = SegmentHeader.of(SEGMENT, old.boot() + 1, old.number(), old.start());
        System.arraycopy(fresh.encode(), 0, reused, 0, SegmentHeader.BYTES);
        files.put(segment(2), reused);

        int expected = (int) places.stream()
                .filter(place -> place.counts() && place.start() < 2L * SEGMENT)
                .count();
        RecoveryReport report = recover(files).report();
        assertThat(report.records()).isEqualTo(expected);
        assertThat(report.cutReason()).contains("checksum");
        assertThat(Lines.all(files, directory)).isEqualTo(Lines.lines(0, expected));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aMissingSegmentIsRefused(int missing) throws IOException {
        MemoryFiles files = killed(Durability.GROUP);
        files.remove(segment(missing));
        assertThatThrownBy(() -> recover(files))
                .isInstanceOfSatisfying(
                        JournalDamaged.class,
                        damaged -> assertThat(damaged.file()).isEqualTo(segment(missing)))
                .hasMessageContaining("missing");
    }

    @Test
    void aMissingLastSegmentIsRefused() throws IOException {
        MemoryFiles files = killed(Durability.NONE);
        files.remove(segment(2));
        files.remove(segment(3));
        assertThatThrownBy(() -> recover(files))
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining("the segment is missing");
    }

    @Test
    void aSegmentUnderAnothersNameIsRefused() throws IOException {
        MemoryFiles files = killed(Durability.GROUP);
        files.put(segment(1), files.bytes(segment(2)));
        assertThatThrownBy(() -> recover(files))
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining("its header says that it begins at position " + 2 * SEGMENT);
    }

    @Test
    void aFileWithAStrangeNameIsRefused() throws IOException {
        MemoryFiles files = killed(Durability.GROUP);
        files.put(directory.resolve("7.journal"), new byte[SEGMENT]);
        assertThatThrownBy(() -> recover(files)).hasMessageContaining("its name is not a position");
    }

    @Test
    void aReaderTellsTheEndFromDamage() throws IOException {
        MemoryFiles files = killed(Durability.GROUP);
        List<Place> places = places(files);
        Place damaged = places.get(10);
        byte[] bytes = files.bytes(segment(0));
        bytes[(int) damaged.start() + RecordLayout.AUX] ^= 1;
        files.put(segment(0), bytes);
        try (JournalReader reader = reader(files)) {
            for (int i = 0; i < 10; i++) {
                assertThat(reader.next()).isTrue();
            }
            assertThatThrownBy(reader::next)
                    .isInstanceOfSatisfying(
                            JournalDamaged.class,
                            damage -> assertThat(damage.position()).isEqualTo(damaged.start()));
            reader.seek(places.get(11).start());
            assertThat(reader.next()).isTrue();
        }
    }

    @Test
    void aReaderRefusesAPlaceInsideARecordAndAMissingSegment() throws IOException {
        MemoryFiles files = killed(Durability.GROUP);
        Place place = places(files).get(5);
        files.remove(segment(1));
        try (JournalReader reader = reader(files)) {
            reader.seek(place.start() + 8);
            assertThatThrownBy(reader::next).isInstanceOf(JournalDamaged.class);
            reader.seek(place.start());
            assertThatThrownBy(() -> Lines.rest(reader))
                    .isInstanceOf(JournalDamaged.class)
                    .hasMessageContaining("missing");
        }
    }

    @Test
    void aReaderStopsAtItsLimit() throws IOException {
        MemoryFiles files = killed(Durability.NONE);
        List<Place> places = places(files);
        try (JournalReader reader = reader(files)) {
            int seen = 0;
            for (Place place : places) {
                reader.limit(align(place.end()) - 1);
                assertThat(reader.next()).isFalse();
                reader.limit(align(place.end()));
                assertThat(reader.next()).isTrue();
                assertThat(reader.position()).isEqualTo(place.start());
                seen++;
            }
            assertThat(seen).isEqualTo(places.size());
        }
    }

    @Test
    void theBootNumberIsNeverGuessed() throws IOException {
        for (int boot = 1; boot <= 3; boot++) {
            killed(Durability.GROUP, boot);
        }
        Path boot = directory.resolve("boot");
        byte[] line = MemoryFiles.load(directory).bytes(boot);
        for (int at = 0; at < line.length; at++) {
            byte[] wrong = line.clone();
            wrong[at] ^= 1;
            assertRefusesBoot(wrong);
            assertRefusesBoot(Arrays.copyOf(line, at));
        }
        BootNumber older = new BootNumber(DiskFiles.INSTANCE, directory);
        older.write(2);
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining("its boot number is 2, but the journal knows boot 3");
        Files.delete(boot);
        assertThatThrownBy(this::open).isInstanceOf(JournalDamaged.class);
        Files.write(boot, line);
        try (Journal journal = open()) {
            assertThat(journal.bootNumber()).isEqualTo(4);
        }
    }

    private void killed(Durability durability, int boot) {
        try (Journal journal =
                Journal.open(new JournalSettings(directory, SEGMENT, durability, 1, 10_000_000_000L, 0), new Heard())) {
            assertThat(journal.bootNumber()).isEqualTo(boot);
        }
    }

    private Journal open() {
        return Journal.open(
                new JournalSettings(directory, SEGMENT, Durability.GROUP, 1, 10_000_000_000L, 0), new Heard());
    }

    private void assertRefusesBoot(byte[] line) {
        MemoryFiles files = new MemoryFiles();
        files.put(directory.resolve("boot"), line);
        assertThatThrownBy(() -> new BootNumber(files, directory).read()).isInstanceOf(JournalDamaged.class);
    }

    @Test
    void aLostJournalWithABootNumberIsRefused() throws IOException {
        new BootNumber(DiskFiles.INSTANCE, directory).write(9);
        assertThatThrownBy(this::open)
                .isInstanceOf(JournalDamaged.class)
                .hasMessageContaining("the journal was opened 9 times");
    }
}
