package io.weir.gateway.cli;

import io.weir.fix.settings.RuntimeKeys;
import io.weir.fix.settings.SettingsException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir session edit}. */
@Command(
        name = "edit",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Changes a session's settings while the gateway runs.", ""},
        description = {
            "Any session but for its CompIDs: hosts and ports, heartbeat, schedule, resets, validation. Numbers, epoch and"
                    + " open orders stay. A session that is up is left alone, unless --now logs it out first. What is set"
                    + " stays over restarts, until KEY= takes it back or the file sets the key to something new.%n"
        },
        footer = "%nExample: weir session edit BROKER SocketConnectHost=10.0.0.2 --reason \"their backup site\"")
final class SessionEdit implements Callable<Integer> {
    @Mixin
    private Door door = new Door();

    @Parameters(index = "0", paramLabel = "SESSION", description = Session.WHICH)
    private String session = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY=VALUE",
            description = "Keys of a sessions file; KEY= goes back to what the file says.")
    private List<String> keys = List.of();

    @Option(names = "--now", description = "Log the session out first, if it is up; it comes again by itself.")
    private boolean now;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = Session.WHY)
    private String reason = "";

    SessionEdit() {}

    @Override
    public Integer call() throws IOException, SettingsException {
        // Here already: a secret on the command line goes no further, and what is misspelt is wrong usage.
        RuntimeKeys.parse(keys, false);
        List<String> arguments = new ArrayList<>(keys);
        arguments.add(0, session);
        if (now) {
            arguments.add("--now");
        }
        return door.ask("session-edit", reason, arguments.toArray(String[]::new));
    }
}
