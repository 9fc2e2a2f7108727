package io.weir.sessions.netty;

/**
 * The bounds of the edge before a connection has named a session; what holds after that is in the session's settings.
 *
 * @param maxLogonBytes the longest first message
 * @param maxUnnamed connections that have not named a session yet; one more is closed at once
 * @param logonMillis the time to name a session
 */
public record EdgeLimits(int maxLogonBytes, int maxUnnamed, int logonMillis) {
    /** 8 KiB, 1,000 connections, 10 s. */
    public static final EdgeLimits DEFAULT = new EdgeLimits(8 << 10, 1000, 10_000);
}
