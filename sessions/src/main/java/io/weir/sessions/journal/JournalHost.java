package io.weir.sessions.journal;

import java.util.function.LongSupplier;

/**
 * What the journal needs of the machine.
 *
 * @param files its file system
 * @param nanoClock a monotonic clock; tells how long a write takes, nothing else
 * @param spaceRetryNanos how long to wait before looking again whether a full disk has room
 * @param stageBytes how much may be appended beyond what is written, where durability is synced; a power of two
 * @param stepped whether {@link Journal#step()} does the work of {@code journal-sync}, and no thread
 */
public record JournalHost(
        SegmentFiles files, LongSupplier nanoClock, long spaceRetryNanos, int stageBytes, boolean stepped) {
    private static final long SPACE_RETRY_NANOS = 1_000_000_000L;
    private static final int STAGE_BYTES = 16 << 20;

    public JournalHost {
        if (Integer.bitCount(stageBytes) != 1 || stageBytes < Long.BYTES) {
            throw new IllegalArgumentException("stageBytes is " + stageBytes + ", expected a power of two");
        }
    }

    JournalHost(SegmentFiles files, LongSupplier nanoClock, long spaceRetryNanos, int stageBytes) {
        this(files, nanoClock, spaceRetryNanos, stageBytes, false);
    }

    static JournalHost machine() {
        return new JournalHost(DiskFiles.INSTANCE, System::nanoTime, SPACE_RETRY_NANOS, STAGE_BYTES);
    }
}
