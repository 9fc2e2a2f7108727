package io.weir.fix.dictionary;

/** A dictionary file that cannot be used. */
public final class DictionaryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    /** A mistake on a line of a file; line 0 means the whole file. */
    public DictionaryException(String file, int line, String message) {
        super(message);
        this.file = file;
        this.line = line;
    }

    /** The file as it was named. */
    public String file() {
        return file;
    }

    /** The line, from 1; 0 for the whole file. */
    public int line() {
        return line;
    }
}
