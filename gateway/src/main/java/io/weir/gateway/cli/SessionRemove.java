package io.weir.gateway.cli;

import io.weir.fix.settings.SettingsException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir session remove}. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Removes a session that was added while the gateway ran.", ""},
        description =
                "Only one that is logged off (weir session disable) and has no open orders. Its numbers are kept: when it is"
                        + " added again, they go on.%n")
final class SessionRemove implements Callable<Integer> {
    @Mixin
    private Door door = new Door();

    @Parameters(paramLabel = "SESSION", description = Session.WHICH)
    private String session = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = Session.WHY)
    private String reason = "";

    SessionRemove() {}

    @Override
    public Integer call() throws IOException, SettingsException {
        return door.ask("session-remove", reason, session);
    }
}
