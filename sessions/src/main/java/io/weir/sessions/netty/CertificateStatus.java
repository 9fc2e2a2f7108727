package io.weir.sessions.netty;

import java.util.Comparator;

/**
 * A certificate in use.
 *
 * @param store the file that it is from
 * @param ours whether we show it; else we believe it
 * @param subject whose it is
 * @param fingerprint its SHA-256, in small hexadecimal digits
 * @param notAfterMillis when it expires, in milliseconds since 1970
 */
public record CertificateStatus(String store, boolean ours, String subject, String fingerprint, long notAfterMillis) {
    static final Comparator<CertificateStatus> ORDER = Comparator.comparing(CertificateStatus::store)
            .thenComparing(CertificateStatus::ours)
            .thenComparing(CertificateStatus::fingerprint);

    private static final long DAY_MILLIS = 86_400_000L;

    /** The whole days that are left; negative where it has expired. */
    public long daysLeft(long nowMillis) {
        return Math.floorDiv(notAfterMillis - nowMillis, DAY_MILLIS);
    }
}
