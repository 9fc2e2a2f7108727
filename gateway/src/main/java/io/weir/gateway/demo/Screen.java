package io.weir.gateway.demo;

import io.weir.gateway.oms.OmsReport;
import java.util.function.Consumer;

/** The terminal of the demo. Any thread may call it. */
final class Screen {
    private static final String BOLD = "1";
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String YELLOW = "33";
    private static final String GREY = "90";

    private final Consumer<String> out;
    private final boolean colour;

    Screen(Consumer<String> out, boolean colour) {
        this.out = out;
        this.colour = colour;
    }

    synchronized void say(String line) {
        out.accept(line);
    }

    void title(String line) {
        say("");
        say(painted(line, BOLD));
    }

    void good(String line) {
        say(painted(line, GREEN));
    }

    void bad(String line) {
        say(painted(line, RED));
    }

    void report(OmsReport report) {
        String paint = switch (report.what()) {
            case FILL -> GREEN;
            case REJECTED, REQUEST_REFUSED, MESSAGE_REFUSED -> RED;
            case CANCELED, REPLACED, EXPIRED, DONE, BUSTED, CORRECTED -> YELLOW;
            case SENT, PENDING, ACCEPTED, CANCEL_PENDING, REPLACE_PENDING, RESTATED, STATUS, OTHER -> GREY;
        };
        say(painted("   " + report.line(), paint));
    }

    private String painted(String line, String code) {
        return colour ? "\u001b[" + code + "m" + line + "\u001b[0m" : line;
    }
}
