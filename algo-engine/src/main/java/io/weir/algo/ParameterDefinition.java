package io.weir.algo;

import io.weir.fix.order.FieldText;

/**
 * A parameter that an algo takes: what validates an order, and what the published document describes.
 *
 * <p>Values are longs: decimals with 8 decimals, whole numbers as they are, times in nanoseconds UTC, truths as 0 and 1.
 * Texts have no range and no default.
 *
 * @param name StrategyParameterName (958)
 * @param type StrategyParameterType (959)
 * @param min smallest value
 * @param max largest value
 * @param defaultValue value where it is not given, or {@link #NO_DEFAULT}
 * @param required whether it must be given
 * @param tag the field of the order that carries the same (111, 849, 168, 126), or 0; both together are refused
 * @param description one sentence for people
 */
public record ParameterDefinition(
        String name,
        ParameterType type,
        long min,
        long max,
        long defaultValue,
        boolean required,
        int tag,
        String description) {

    /** The value of a parameter that is not given and has no default. */
    public static final long NO_DEFAULT = Long.MIN_VALUE;

    /** A parameter that may be left out, with a range. */
    public static ParameterDefinition optional(
            String name, ParameterType type, long min, long max, long defaultValue, String description) {
        return new ParameterDefinition(name, type, min, max, defaultValue, false, 0, description);
    }

    /** A truth with a default. */
    public static ParameterDefinition flag(String name, boolean defaultValue, String description) {
        return new ParameterDefinition(name, ParameterType.BOOLEAN, 0, 1, defaultValue ? 1 : 0, false, 0, description);
    }

    /** A time of the day that it is sent on, without default. */
    public static ParameterDefinition time(String name, int tag, String description) {
        return new ParameterDefinition(
                name, ParameterType.UTC_TIMESTAMP, 0, Long.MAX_VALUE, NO_DEFAULT, false, tag, description);
    }

    /** This one, also carried by a field of the order. */
    public ParameterDefinition withTag(int newTag) {
        return new ParameterDefinition(name, type, min, max, defaultValue, required, newTag, description);
    }

    /** This one with another default. */
    public ParameterDefinition withDefault(long value) {
        return new ParameterDefinition(name, type, min, max, value, required, tag, description);
    }

    /** What it takes, for a person. */
    public String expected() {
        return switch (type) {
            case INT -> "a whole number from " + min + " to " + max;
            case FLOAT, QTY, PRICE -> "a number from " + FieldText.decimal(min) + " to " + FieldText.decimal(max);
            case PERCENTAGE -> "a fraction from " + FieldText.decimal(min) + " to " + FieldText.decimal(max);
            case BOOLEAN -> "Y or N";
            case STRING -> "a text";
            case UTC_TIMESTAMP -> "a UTC timestamp, YYYYMMDD-HH:MM:SS with an optional fraction";
        };
    }

    /** The value of a text of this type, or {@link FieldText#INVALID} where it is none or out of range. */
    long parse(String text) {
        long value = switch (type) {
            case INT -> parseInt(text);
            case FLOAT, QTY, PRICE, PERCENTAGE -> FieldText.parseDecimal(text);
            case BOOLEAN -> text.equals("Y") ? 1 : text.equals("N") ? 0 : FieldText.INVALID;
            case STRING -> 0;
            case UTC_TIMESTAMP -> FieldText.parseTimestamp(text);
        };
        return value < min || value > max ? FieldText.INVALID : value;
    }

    private static long parseInt(String text) {
        long value = FieldText.parseDecimal(text);
        return value == FieldText.INVALID || text.indexOf('.') >= 0 ? FieldText.INVALID : value / 100_000_000L;
    }

    /** The text of a value of this type. */
    public String text(long value) {
        return switch (type) {
            case INT -> Long.toString(value);
            case FLOAT, QTY, PRICE, PERCENTAGE -> FieldText.decimal(value);
            case BOOLEAN -> value == 1 ? "Y" : "N";
            case STRING -> "";
            case UTC_TIMESTAMP -> FieldText.timestamp(value);
        };
    }
}
