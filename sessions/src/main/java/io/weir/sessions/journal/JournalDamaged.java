package io.weir.sessions.journal;

import java.nio.file.Path;

/** A part of the journal that must be whole is not. */
public final class JournalDamaged extends JournalException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long position;

    JournalDamaged(Path file, long position, String reason) {
        super(file + " is damaged at position " + position + ": " + reason);
        this.file = file.toString();
        this.position = position;
    }

    /** The damaged file. */
    public Path file() {
        return Path.of(file);
    }

    /** The position of the first byte that cannot be trusted. */
    public long position() {
        return position;
    }
}
