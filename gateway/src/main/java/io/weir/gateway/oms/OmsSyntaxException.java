package io.weir.gateway.oms;

/** A command that cannot be understood; the message says what was expected. */
public final class OmsSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what was expected. */
    public OmsSyntaxException(String message) {
        super(message);
    }
}
