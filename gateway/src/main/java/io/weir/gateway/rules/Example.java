package io.weir.gateway.rules;

import java.util.List;

/**
 * A talk between two sides, message by message.
 *
 * @param title what it is about
 * @param lines each message, with {@code |} for SOH
 */
record Example(String title, List<String> lines) {
    Example {
        lines = List.copyOf(lines);
    }
}
