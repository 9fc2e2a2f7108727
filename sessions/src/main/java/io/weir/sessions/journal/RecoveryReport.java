package io.weir.sessions.journal;

import org.jspecify.annotations.Nullable;

/**
 * What opening a journal found.
 *
 * @param records events and results kept, housekeeping not counted; 0 means that nothing was ever journalled
 * @param lastPosition the position of the last event or result, 0 if there is none
 * @param endPosition the position behind everything that was kept
 * @param cleanlyClosed true if the journal ended with the mark of a clean close; false for a new one
 * @param cutBytes how many bytes of a torn tail were cut, 0 after a clean stop
 * @param cutReason why they were cut, null if nothing was
 */
public record RecoveryReport(
        long records,
        long lastPosition,
        long endPosition,
        boolean cleanlyClosed,
        long cutBytes,
        @Nullable String cutReason) {
    /** True if a torn tail was cut. */
    public boolean wasCut() {
        return cutReason != null;
    }
}
