package io.weir.conformance.stage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A FIX message as it was received: its fields in their order.
 *
 * @param tags the tags
 * @param values their values
 */
public record Wire(List<Integer> tags, List<String> values) {
    /** Reads the fields of a raw message. */
    public static Wire of(String raw) {
        List<Integer> tags = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (String field : raw.split("\u0001", -1)) {
            if (field.isEmpty()) {
                continue;
            }
            int equals = field.indexOf('=');
            tags.add(Integer.parseInt(field.substring(0, equals)));
            values.add(field.substring(equals + 1));
        }
        return new Wire(List.copyOf(tags), List.copyOf(values));
    }

    /** The first value of a tag, or empty. */
    public String get(int tag) {
        int at = tags.indexOf(tag);
        return at < 0 ? "" : values.get(at);
    }

    /** Every value of a tag. */
    public List<String> all(int tag) {
        return Stream.iterate(0, i -> i < tags.size(), i -> i + 1)
                .filter(i -> tags.get(i) == tag)
                .map(values::get)
                .toList();
    }

    /** Whether a tag is there. */
    public boolean has(int tag) {
        return tags.contains(tag);
    }

    /** MsgType. */
    public String type() {
        return get(35);
    }

    /** MsgSeqNum. */
    public int number() {
        return Integer.parseInt(get(34));
    }

    /** Whether it was sent again. */
    public boolean isPossDup() {
        return get(43).equals("Y");
    }

    /** The number of a tag's value, or zero. */
    public BigDecimal decimal(int tag) {
        return has(tag) ? new BigDecimal(get(tag)) : BigDecimal.ZERO;
    }

    /** These tags with their values; numbers without trailing zeros, tags that are not there left out. */
    public String show(int... wanted) {
        return Stream.concat(
                        Stream.of(type()),
                        java.util.Arrays.stream(wanted).filter(this::has).mapToObj(tag -> tag + "=" + shown(tag)))
                .collect(Collectors.joining(" "));
    }

    private String shown(int tag) {
        String value = get(tag);
        return switch (tag) {
            case 6, 14, 31, 32, 38, 44, 111, 151 ->
                new BigDecimal(value).stripTrailingZeros().toPlainString();
            case 11, 41 -> value.replaceFirst("-\\d+$", "");
            case 58 -> value.replaceFirst("^(TE\\d{3}) .*", "$1");
            default -> value;
        };
    }

    @Override
    public String toString() {
        return Stream.iterate(0, i -> i < tags.size(), i -> i + 1)
                .map(i -> tags.get(i) + "=" + values.get(i))
                .collect(Collectors.joining("|"));
    }
}
