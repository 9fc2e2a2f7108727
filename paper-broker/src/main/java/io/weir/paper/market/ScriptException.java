package io.weir.paper.market;

/** A script cannot be read. */
public final class ScriptException extends RuntimeException {
    ScriptException(String source, int line, String expected) {
        super(source + ":" + line + ": " + expected);
    }
}
