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

/** {@code weir session add}. */
@Command(
        name = "add",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Adds a session for a client while the gateway runs.", ""},
        description = {
            "The client has the accounts, rights, algos, routes and limits of the client that it is like, and every key of"
                    + " that session but for its CompIDs and what is given here. It listens at once, on the same port or, with"
                    + " SocketAcceptPort=, on another. The session stays over restarts, until it is removed, or stands in"
                    + " the sessions file.",
            "Passwords, certificates and dictionaries belong in files, not on a command line.%n"
        },
        footer = "%nExample: weir session add TargetCompID=OMS2 HeartBtInt=20 --like OMS1 --reason \"new desk\"")
final class SessionAdd implements Callable<Integer> {
    @Mixin
    private Door door = new Door();

    @Parameters(
            arity = "1..*",
            paramLabel = "KEY=VALUE",
            description = "Keys of a sessions file; TargetCompID must be among them.")
    private List<String> keys = List.of();

    @Option(
            names = "--like",
            paramLabel = "SESSION",
            defaultValue = "",
            description = "The client's session that it is like (default: the only one).")
    private String like = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = Session.WHY)
    private String reason = "";

    SessionAdd() {}

    @Override
    public Integer call() throws IOException, SettingsException {
        // Here already: a secret on the command line goes no further, and what is misspelt is wrong usage.
        RuntimeKeys.parse(keys, true);
        List<String> arguments = new ArrayList<>(keys);
        arguments.add(0, like);
        return door.ask("session-add", reason, arguments.toArray(String[]::new));
    }
}
