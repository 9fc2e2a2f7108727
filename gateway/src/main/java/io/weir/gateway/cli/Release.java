package io.weir.gateway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir release}. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Asks for the release of the kill switch.", ""},
        description =
                "%nIt is released when a second user has asked, too. Who you are is what the operating system says. A"
                        + " second user reaches the admin socket through the group of its directory (chgrp GROUP DIR;"
                        + " chmod 2750 DIR, before the gateway starts), or as root.%n",
        footer = "%nExample: ./weir release --reason \"strategy is off, checked with desk 4\"")
final class Release implements Callable<Integer> {
    @Mixin
    private Door door = new Door();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; it is journalled.")
    private String reason = "";

    Release() {}

    @Override
    public Integer call() throws Exception {
        return door.ask("release", reason);
    }
}
