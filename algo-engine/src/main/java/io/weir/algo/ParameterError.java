package io.weir.algo;

/**
 * Why an order's parameters are not taken.
 *
 * @param parameter the parameter's name as it was given, or the tag that carried it
 * @param value its value; empty where it is missing
 * @param expected what is expected
 */
public record ParameterError(String parameter, String value, String expected) {
    /** What a person reads. */
    public String message() {
        return value.isEmpty()
                ? "parameter " + parameter + ": expected " + expected
                : "parameter " + parameter + "=" + value + ": expected " + expected;
    }
}
