package io.weir.gateway.cli;

import io.weir.fix.settings.Settings;
import io.weir.fix.settings.SettingsException;
import io.weir.gateway.audit.Finding;
import io.weir.gateway.audit.JournalAudit;
import io.weir.gateway.oms.Terminal;
import io.weir.gateway.run.Cores;
import io.weir.gateway.run.ReplayAudit;
import io.weir.sessions.journal.JournalReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir audit verify}. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Checks what must hold in a journal.", ""},
        description =
                "%nReads every record: checksums, the hash chain, numbers, ids, risk decisions, kills, quantities, secrets. With"
                        + " --replay, replays it too, and looks at the orders after every event. Numbers in brackets are"
                        + " those of the invariants (gateway/README.md). The gateway may be running.%n",
        footer = {
            "%nExit status: 0 where all holds; 1 where not, a line for each finding: time, position, what is wrong.",
            "%nExamples: ./weir audit verify my-gateway/data/journal",
            "          ./weir audit verify my-gateway/data/journal --replay my-gateway"
        })
final class AuditVerify implements Callable<Integer> {
    private static final long SECOND = 1_000_000_000L;

    @Parameters(paramLabel = "DIR", description = "A journal's directory.")
    private Path path = Path.of("");

    @Option(
            names = "--findings",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many findings are printed (default: ${DEFAULT-VALUE}, at most 1000).")
    private int most;

    @Option(
            names = "--replay",
            paramLabel = "CONFIG",
            description = "Replays it, too; the configuration that the gateway is started with.")
    private @Nullable Path replayed;

    @Spec
    private @Nullable CommandSpec spec;

    AuditVerify() {}

    @Override
    public Integer call() throws IOException, SettingsException {
        Path directory = JournalPath.directory(path);
        PrintWriter out = Screen.out(spec);
        JournalAudit.Report report;
        Progress progress = new Progress(JournalPath.bytes(directory), Terminal.isInteractive() ? System.err : null);
        try (JournalReader reader = JournalReader.open(directory)) {
            report = new JournalAudit(directory).verify(reader, position -> progress.done(position, "checked"));
        }
        progress.clear();
        out.println(directory + ": " + report.records() + " records");
        List<List<String>> rows = new ArrayList<>();
        report.checked()
                .forEach((rule, checked) -> rows.add(List.of(verdict(report, rule), rule, "checked " + checked)));
        Screen.aligned(rows).forEach(line -> out.println("  " + line));
        for (Finding finding : report.findings()
                .subList(0, Math.min(Math.max(most, 0), report.findings().size()))) {
            out.println(time(finding.utcNanos()) + " position " + finding.position() + ": " + finding.what());
        }
        long found = report.found() + replay(directory, out);
        out.println(found == 0 ? "all of it holds" : found + " findings");
        return found == 0 ? Weir.DONE : Weir.FAILED;
    }

    private int replay(Path directory, PrintWriter out) throws IOException, SettingsException {
        Path config = replayed;
        if (config == null) {
            return 0;
        }
        Progress progress = new Progress(JournalPath.bytes(directory), Terminal.isInteractive() ? System.err : null);
        ReplayAudit audit = new ReplayAudit(new Cores(Settings.load(config), config));
        ReplayAudit.Report report = audit.run(directory, position -> progress.done(position, "replayed"));
        progress.clear();
        out.println("  " + (report.findings().isEmpty() ? "holds   " : "BROKEN  ")
                + "[4 10 11 13 14 17 19 22 23 26] replay repeats each output; reservations, fills and what is out agree"
                + " after each event  checked " + report.events() + " events, " + report.looks() + " looks, "
                + report.sends() + " sends");
        report.findings().forEach(out::println);
        return report.findings().size();
    }

    private static String verdict(JournalAudit.Report report, String rule) {
        return report.findings().stream().anyMatch(finding -> finding.rule().equals(rule)) ? "BROKEN" : "holds";
    }

    private static Instant time(long utcNanos) {
        return Instant.ofEpochSecond(utcNanos / SECOND, utcNanos % SECOND);
    }
}
