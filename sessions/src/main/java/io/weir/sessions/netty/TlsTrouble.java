package io.weir.sessions.netty;

import io.netty.handler.codec.DecoderException;
import org.jspecify.annotations.Nullable;

/** What went wrong in a TLS connection, in words. */
final class TlsTrouble {
    private static final int LONGEST = 200;

    private TlsTrouble() {}

    /** A failure's reason, short and on one line: the innermost says it best. */
    static String of(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause != null && cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return "no reason was given";
        }
        String text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.length() > LONGEST ? printable.substring(0, LONGEST) : printable;
    }

    /** Whether a failure is of TLS: of its records, its handshake or its engine, and so of one connection only. */
    static boolean isOne(Throwable failure) {
        return failure instanceof DecoderException;
    }
}
