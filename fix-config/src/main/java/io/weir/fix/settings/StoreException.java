package io.weir.fix.settings;

/** A store that cannot serve; the message says what was expected. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean ofPassword;

    /**
     * What was expected of a store.
     *
     * @param ofPassword whether its password is at fault, and not the file
     */
    public StoreException(String expected, boolean ofPassword) {
        super(expected);
        this.ofPassword = ofPassword;
    }

    /** Whether its password is at fault, and not the file. */
    public boolean ofPassword() {
        return ofPassword;
    }
}
