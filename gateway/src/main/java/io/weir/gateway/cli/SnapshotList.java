package io.weir.gateway.cli;

import io.weir.fix.state.StateException;
import io.weir.sessions.snapshot.Snapshot;
import io.weir.sessions.snapshot.SnapshotStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir snapshot list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Lists the snapshots of a journal, the newest first.", ""},
        description = "%nReads each one whole. The gateway may be running.%n",
        footer = {
            "%nExit status: 0 where all are whole, or there is none; 1 where one is damaged.",
            "%nExample: ./weir snapshot list my-gateway/data/journal"
        })
final class SnapshotList implements Callable<Integer> {
    private static final long SECOND = 1_000_000_000L;

    @Parameters(paramLabel = "DIR", description = "A journal's directory.")
    private Path path = Path.of("");

    @Spec
    private @Nullable CommandSpec spec;

    SnapshotList() {}

    @Override
    public Integer call() throws IOException {
        Path directory = JournalPath.directory(path);
        PrintWriter out = Screen.out(spec);
        List<Map<String, String>> rows = new ArrayList<>();
        boolean whole = true;
        Instant now = Instant.now();
        for (Path file : new SnapshotStore(directory).newestFirst()) {
            Map<String, String> row = new LinkedHashMap<>();
            row.put("file", String.valueOf(file.getFileName()));
            row.put("bytes", Long.toString(Files.size(file)));
            row.put("age", age(Duration.between(Files.getLastModifiedTime(file).toInstant(), now)));
            try {
                describe(SnapshotStore.read(file).header(), row);
            } catch (StateException | IOException e) {
                row.put("state", "DAMAGED: " + e.getMessage());
                whole = false;
            }
            rows.add(row);
        }
        if (rows.isEmpty()) {
            out.println(directory + ": no snapshots");
            return Weir.DONE;
        }
        print(rows, out);
        return whole ? Weir.DONE : Weir.FAILED;
    }

    /** All rows have the columns of a whole one. */
    private static void print(List<Map<String, String>> rows, PrintWriter out) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String column : List.of("file", "position", "events", "boot", "build", "until", "bytes", "age", "state")) {
            columns.put(column, "");
        }
        List<Map<String, String>> full = new ArrayList<>();
        for (Map<String, String> row : rows) {
            Map<String, String> all = new LinkedHashMap<>(columns);
            all.putAll(row);
            full.add(all);
        }
        Screen.table(full).forEach(out::println);
    }

    private static void describe(Snapshot.Header header, Map<String, String> row) {
        row.put("position", Long.toString(header.position()));
        row.put("events", Long.toString(header.events()));
        row.put("boot", Long.toString(header.boot()));
        row.put("build", header.build());
        Instant until = Instant.ofEpochSecond(header.utcNanos() / SECOND);
        row.put("until", until.truncatedTo(ChronoUnit.SECONDS).toString());
        row.put("state", header.clean() ? "whole, ended in order" : "whole");
    }

    /** In the largest unit of which there are two. */
    private static String age(Duration age) {
        if (age.toDays() > 1) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 1) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 1 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }
}
