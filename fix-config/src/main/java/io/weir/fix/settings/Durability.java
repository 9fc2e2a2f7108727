package io.weir.fix.settings;

/** How far a record must have come before bytes that depend on it may leave. */
public enum Durability {
    /** Into the page cache: survives the end of the process, not of the machine. */
    NONE,
    /** Onto the disk, one sync for many records; bytes wait for it. */
    GROUP,
    /** Onto the disk, at the end of each batch; the core waits for it. */
    ALWAYS
}
