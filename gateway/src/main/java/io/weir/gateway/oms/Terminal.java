package io.weir.gateway.oms;

import java.io.Console;

/** Whether a person sits in front of it. */
public final class Terminal {
    private Terminal() {}

    /** Whether input and output are a terminal. */
    @SuppressWarnings("SystemConsoleNull") // The null is for 17; what newer ones say is asked for below.
    public static boolean isInteractive() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From 22 on there may be a console without a terminal, and a method that tells; 17 has neither.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }
}
