package io.weir.gateway.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir kill}. */
@Command(
        name = "kill",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Engages the kill switch: no new order passes, what is open is cancelled.", ""},
        description = "%nIt outlives a restart; two different users release it.%n",
        footer = "%nExample: ./weir kill --reason \"runaway strategy on desk 4\"")
final class Kill implements Callable<Integer> {
    @Mixin
    private Door door = new Door();

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why; it is journalled and clients see it.")
    private String reason = "";

    Kill() {}

    @Override
    public Integer call() throws Exception {
        return door.ask("kill", reason);
    }
}
