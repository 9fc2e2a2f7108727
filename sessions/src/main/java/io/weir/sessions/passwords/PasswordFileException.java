package io.weir.sessions.passwords;

import java.io.IOException;
import java.nio.file.Path;

/** A password file that cannot be used: where, and what was expected. It never shows what stands there. */
public final class PasswordFileException extends IOException {
    private static final long serialVersionUID = 1;

    private final String file;
    private final int line;
    private final String expected;

    PasswordFileException(Path file, int line, String expected) {
        super(file + (line > 0 ? ":" + line : "") + ": expected " + expected);
        this.file = file.toString();
        this.line = line;
        this.expected = expected;
    }

    /** The file. */
    public String file() {
        return file;
    }

    /** The line, from 1; 0 where the whole file is meant. */
    public int line() {
        return line;
    }

    /** What was expected. */
    public String expected() {
        return expected;
    }
}
