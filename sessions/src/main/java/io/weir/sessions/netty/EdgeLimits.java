package io.weir.sessions.netty;

/**
 * The bounds of the edge before a connection has named a session; what holds after that is in the session's settings.
 *
 * @param maxLogonBytes the longest first message
 * @param maxUnnamed connections that have not named a session yet; for one more, the one that has waited longest is closed
 * @param maxUnnamedOfAddress of these, from one address
 * @param logonMillis the time to name a session
 * @param logonsPerSecondOfAddress Logons from one address that name a session, ten seconds' worth at once; 0 is any number
 * @param failedLogonsPerSecond Logons of one session that it does not answer with one, ten seconds' worth at once; 0 is any
 *     number
 */
public record EdgeLimits(
        int maxLogonBytes,
        int maxUnnamed,
        int maxUnnamedOfAddress,
        int logonMillis,
        int logonsPerSecondOfAddress,
        int failedLogonsPerSecond) {
    /** 8 KiB, 5,000 connections, 2,500 of an address, 10 s, 500 logons a second of an address, 10 failed ones of a session. */
    public static final EdgeLimits DEFAULT = new EdgeLimits(8 << 10, 5000, 2500, 10_000, 500, 10);

    /** Bounds whatever the address, with any number of Logons. */
    public EdgeLimits(int maxLogonBytes, int maxUnnamed, int logonMillis) {
        this(maxLogonBytes, maxUnnamed, maxUnnamed, logonMillis, 0, 0);
    }
}
