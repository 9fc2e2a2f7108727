package io.weir.gateway.cli;

import io.weir.fix.settings.SettingsException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir session export}. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        header = {"Prints what was set at run time as sections of a sessions file.", ""},
        description =
                "Pasted into the file, it holds from the next start on, and is no run-time setting any more. Comments say"
                        + " who set what, and what weir.yaml needs beside.%n")
final class SessionExport implements Callable<Integer> {
    @Mixin
    private Door door = new Door();

    SessionExport() {}

    @Override
    public Integer call() throws IOException, SettingsException {
        return door.ask("session-export", "");
    }
}
