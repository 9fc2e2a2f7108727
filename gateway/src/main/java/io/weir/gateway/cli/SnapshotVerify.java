package io.weir.gateway.cli;

import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SettingsException;
import io.weir.fix.state.StateException;
import io.weir.gateway.oms.Terminal;
import io.weir.gateway.run.Cores;
import io.weir.gateway.run.SnapshotCheck;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir snapshot verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Checks that snapshot and tail come to what the journal comes to.", ""},
        description =
                "%nReads each snapshot into a core of the configuration, replays what comes after, compares each output with"
                        + " its record, and the hash of the whole state with that of the next snapshot and of a replay from"
                        + " the journal's beginning, where it still has one. The gateway may be running.%n",
        footer = {
            "%nExit status: 0 where all agrees; 1 where not, or there is no snapshot; 2 where the configuration is wrong.",
            "%nExample: ./weir snapshot verify --config my-gateway"
        })
final class SnapshotVerify implements Callable<Integer> {
    @Mixin
    private Configuration configuration = new Configuration();

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "A journal's directory (default: that of the configuration).")
    private @Nullable Path path;

    @Option(
            names = "--to",
            paramLabel = "POSITION",
            description = "Replays to the first event at or behind this position of the journal (default: the end).")
    private long to = Long.MAX_VALUE;

    @Spec
    private @Nullable CommandSpec spec;

    SnapshotVerify() {}

    @Override
    public Integer call() throws SettingsException, IOException {
        GatewaySettings settings = configuration.load();
        Path named = path;
        Path directory =
                JournalPath.directory(named == null ? settings.journal().directory() : named);
        PrintWriter out = Screen.out(spec);
        Progress progress = new Progress(
                SnapshotCheck.work(JournalPath.bytes(directory)), Terminal.isInteractive() ? System.err : null);
        SnapshotCheck check = new SnapshotCheck(
                new Cores(settings, configuration.directory()), directory, done -> progress.done(done, "replayed"));
        try {
            SnapshotCheck.Report report = check.run(to);
            progress.clear();
            report.lines().forEach(out::println);
            out.println(report.agrees() ? "all of it agrees" : report.trouble());
            return report.agrees() ? Weir.DONE : Weir.FAILED;
        } catch (StateException e) {
            progress.clear();
            throw new IOException(e.getMessage(), e);
        }
    }
}
