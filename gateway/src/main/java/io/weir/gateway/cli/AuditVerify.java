package io.weir.gateway.cli;

import io.weir.gateway.audit.Finding;
import io.weir.gateway.audit.JournalAudit;
import io.weir.gateway.oms.Terminal;
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
                "%nReads every record: checksums, the hash chain, numbers, ids, risk decisions, kills, quantities, secrets. The gateway"
                        + " may be running.%n",
        footer = {
            "%nExit status: 0 where all holds; 1 where not, a line for each finding: time, position, what is wrong.",
            "%nExample: ./weir audit verify my-gateway/data/journal"
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

    @Spec
    private @Nullable CommandSpec spec;

    AuditVerify() {}

    @Override
    public Integer call() throws IOException {
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
        out.println(report.isClean() ? "all of it holds" : report.found() + " findings");
        return report.isClean() ? Weir.DONE : Weir.FAILED;
    }

    private static String verdict(JournalAudit.Report report, String rule) {
        return report.findings().stream().anyMatch(finding -> finding.rule().equals(rule)) ? "BROKEN" : "holds";
    }

    private static Instant time(long utcNanos) {
        return Instant.ofEpochSecond(utcNanos / SECOND, utcNanos % SECOND);
    }
}
