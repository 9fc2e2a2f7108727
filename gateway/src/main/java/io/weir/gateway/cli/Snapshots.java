package io.weir.gateway.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir snapshot}. */
@Command(
        name = "snapshot",
        mixinStandardHelpOptions = true,
        header = {"Looks at the snapshots of a journal.", ""},
        subcommands = {SnapshotList.class, SnapshotVerify.class})
final class Snapshots implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    Snapshots() {}

    @Override
    public Integer call() {
        Objects.requireNonNull(spec).commandLine().usage(spec.commandLine().getErr());
        return Weir.WRONG;
    }
}
