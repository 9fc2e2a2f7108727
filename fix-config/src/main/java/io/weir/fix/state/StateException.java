package io.weir.fix.state;

/** State that cannot be read: it is damaged, or another build wrote it in another form. */
public final class StateException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With what is wrong, and in which section. */
    public StateException(String message) {
        super(message);
    }

    /** The same, with its cause. */
    public StateException(String message, Throwable cause) {
        super(message, cause);
    }
}
