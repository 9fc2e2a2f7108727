package io.weir.fix.settings;

/** A text that must not be seen: it prints as stars. */
public final class Secret {
    /** No secret. */
    public static final Secret NONE = new Secret("");

    private final String text;

    /** A secret of this text. */
    public Secret(String text) {
        this.text = text;
    }

    /** The text, for the one place that has to send it. */
    public String reveal() {
        return text;
    }

    /** Whether there is none. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return isEmpty() ? "" : "***";
    }
}
