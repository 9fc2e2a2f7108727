package io.weir.sessions.journal;

/**
 * Where a journal goes on after recovery.
 *
 * @param report what was found
 * @param active the segment to go on in
 * @param mark the highest durable position that is known for certain
 * @param boot the highest boot number that the journal itself has seen
 * @param monoNanos the monotonic time of the last record, 0 if there is none
 * @param utcNanos the UTC time of the last record, 0 if there is none
 */
record RecoveredJournal(
        RecoveryReport report, SegmentHeader active, long mark, int boot, long monoNanos, long utcNanos) {}
