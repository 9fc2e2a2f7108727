package io.weir.sessions.journal;

import io.weir.fix.settings.Durability;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Opens a journal: lock, recovery, boot number, the segment to go on in. */
final class JournalOpening {
    private final JournalSettings settings;
    private final JournalListener listener;
    private final JournalHost host;
    private final SegmentDirectory segments;
    private final BootNumber boots;

    JournalOpening(JournalSettings settings, JournalListener listener, JournalHost host) {
        this.settings = settings;
        this.listener = listener;
        this.host = host;
        this.segments = new SegmentDirectory(host.files(), settings.directory());
        this.boots = new BootNumber(host.files(), settings.directory());
    }

    JournalParts open() throws IOException {
        host.files().createDirectory(settings.directory());
        Closeable lock = host.files().lock(settings.directory());
        try {
            return open(lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private JournalParts open(Closeable lock) throws IOException {
        int previousBoot = boots.read();
        Beginning beginning = Beginning.read(segments);
        RecoveredJournal found = Recovery.recover(segments, beginning);
        checkBoot(previousBoot, found);
        int boot = previousBoot + 1;

        IoWatch watch = new IoWatch(host.nanoClock(), settings.maxSyncNanos());
        SegmentDirectory watched = new SegmentDirectory(new WatchedFiles(host.files(), watch), settings.directory());
        FailureLatch latch = new FailureLatch(listener);
        WriterWait wait = new WriterWait(latch, watch, host.nanoClock(), listener);
        SegmentSupply supply =
                new SegmentSupply(watched, settings, listener, host, boot, found == null ? null : found.active());
        JournalSync sync = new JournalSync(
                latch,
                wait,
                listener,
                settings.durability() == Durability.GROUP,
                host.spaceRetryNanos(),
                host.stepped());
        try {
            supply.begin();
            Segment segment = found == null ? supply.take() : reopen(watched, found);
            RecoveredJournal recovered = found == null ? beginning(segment.header()) : found;
            boots.write(boot);
            watched.force(recovered.mark(), recovered.report().endPosition());
            RecordSink sink = sink(segment, recovered, watched, supply, sync, wait);
            Retirement retirement = new Retirement(segments, beginning);
            return new JournalParts(
                    settings, host, lock, segments, retirement, recovered, boot, latch, wait, supply, sync, sink);
        } catch (IOException | RuntimeException e) {
            supply.release();
            throw e;
        }
    }

    private RecordSink sink(
            Segment segment,
            RecoveredJournal recovered,
            SegmentDirectory watched,
            SegmentSupply supply,
            JournalSync sync,
            WriterWait wait) {
        return settings.durability() == Durability.NONE
                ? new MappedSink(watched, segment, settings.preparedSegments(), supply, sync, wait)
                : new StagedSink(segment, recovered.report().endPosition(), host.stageBytes(), supply, sync, wait);
    }

    /**
     * The boot number lives in a file of its own; losing that would give identifiers out twice. The first segment is made
     * before the first number is written, so an empty segment without a number is an interrupted first start.
     */
    private void checkBoot(int previous, @Nullable RecoveredJournal found) {
        if (found == null) {
            if (previous > 0) {
                throw new JournalDamaged(
                        segments.path(0),
                        0,
                        "the segment is missing, but the journal was opened " + previous + " times");
            }
            return;
        }
        boolean firstStart = previous == 0 && found.report().endPosition() == SegmentHeader.BYTES;
        if (found.boot() > previous && !firstStart) {
            throw new JournalDamaged(
                    boots.path(), 0, "its boot number is " + previous + ", but the journal knows boot " + found.boot());
        }
    }

    private Segment reopen(SegmentDirectory watched, RecoveredJournal found) throws IOException {
        SegmentHeader header = found.active();
        SegmentFile file = watched.files().open(watched.path(header.start()));
        boolean map = settings.durability() == Durability.NONE;
        return Segment.open(header, file, map, (int) (found.report().endPosition() - header.start()));
    }

    private static RecoveredJournal beginning(SegmentHeader first) {
        RecoveryReport report = new RecoveryReport(0, 0, first.firstRecord(), false, 0, null);
        return new RecoveredJournal(report, first, 0, 0, 0, 0);
    }
}
