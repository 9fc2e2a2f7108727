package io.weir.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.Durability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets the disk fail at each place of the journal's code that asks it for something, and holds what comes of it against the
 * table in the module's README: one row for each place, met for the first and for the last time in a life from a first start,
 * and for the first time in one from a torn journal.
 *
 * <p>The journal is stepped, so each life is the same until its trouble.
 */
class CallSitesTest {
    private static final int SEGMENT = 4 << 10;
    private static final int RECORDS = 60;
    private static final String TABLE = "<!-- call sites -->\n";
    private static final Set<String> NOT_THE_CALLERS = Set.of(
            "ScriptedFiles",
            "ScriptedFile",
            "WatchedFiles",
            "WatchedFile",
            "SegmentFile",
            "SegmentFiles",
            "CallSitesTest");

    /** What goes wrong; a short write goes on after that. */
    private enum Trouble {
        EIO("Input/output error"),
        ENOSPC("No space left on device"),
        SHORT_WRITE("");

        private final String message;

        Trouble(String message) {
            this.message = message;
        }
    }

    @TempDir
    private Path folder;

    private int lives;

    /** A place in the code, and what it asks for. */
    private static String site(String operation) {
        StackWalker.StackFrame caller = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().startsWith("io.weir.sessions.journal.")
                                && !NOT_THE_CALLERS.contains(simple(frame.getClassName())))
                        .findFirst()
                        .orElseThrow());
        String method = caller.getMethodName().equals("<init>") ? "new" : caller.getMethodName();
        return "`" + simple(caller.getClassName()) + "." + method + "` | " + operation;
    }

    private static String simple(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return last.substring(last.lastIndexOf('$') + 1).equals("WatchedFile")
                        || last.substring(last.lastIndexOf('$') + 1).equals("ScriptedFile")
                ? last.substring(last.lastIndexOf('$') + 1)
                : last.replaceAll("\\$.*", "");
    }

    /** One life of a journal, in which a place of the code fails when it is met first. */
    private final class Life {
        private final Path directory = folder.resolve("life" + lives++);
        private final Heard heard = new Heard();
        private final Map<String, Integer> met = new LinkedHashMap<>();
        private final String failing;
        private final int time;
        private final Trouble trouble;
        private boolean done;
        private boolean afterForce;
        private int durable;

        Life(String failing, int time, Trouble trouble) {
            this.failing = failing;
            this.time = time;
            this.trouble = trouble;
        }

        private int before(String operation, Path path) throws IOException {
            String site = site(operation);
            boolean writes = operation.startsWith("force") || operation.equals("write") || operation.equals("rename");
            assertThat(afterForce && writes).as(site + " after a failed force").isFalse();
            int times = met.merge(site, 1, Integer::sum);
            if (times != time || !site.equals(failing)) {
                return Integer.MAX_VALUE;
            }
            done = true;
            if (trouble == Trouble.SHORT_WRITE) {
                return 3;
            }
            // What a full disk did not take of the next segment is thrown away, and the segment begun anew.
            afterForce = operation.startsWith("force") && trouble == Trouble.EIO;
            throw new IOException(trouble.message);
        }

        String live(Durability durability) {
            String outcome = "goes on";
            try (Journal journal =
                    open(new ScriptedFiles(DiskFiles.INSTANCE, this::before), directory, durability, heard)) {
                int first = (int) journal.recovery().records();
                for (int i = first; i < first + RECORDS; i++) {
                    Lines.append(journal, i);
                    if (i % 3 == 0) {
                        journal.endBatch();
                        while (journal.step()) {}
                        durable = journal.durablePosition() == journal.position() ? i + 1 : durable;
                    }
                }
                outcome = read(journal);
                outcome = retire(journal) ? outcome : "retirement fails";
            } catch (JournalFailed e) {
                outcome = "stops";
            } catch (JournalException e) {
                assertThat(e).hasMessageContaining(directory.toString());
                outcome = "start refused";
            }
            Set<String> told = new TreeSet<>();
            heard.rest().forEach(word -> told.add(word.replaceAll("(?s) .*", "")));
            if (told.contains("failed")) {
                // Whether the writer has asked for anything since, or not.
                outcome = "stops";
            } else if (outcome.equals("stops")) {
                // All is on the disk, and the final mark behind it; only letting go has failed.
                outcome = "close says so";
            }
            return told.contains("low") ? outcome + ", low space" : outcome;
        }

        private String read(Journal journal) {
            try (JournalReader reader = journal.reader()) {
                while (reader.next()) {
                    // All of it is read.
                }
                return "goes on";
            } catch (JournalException e) {
                return "reader fails";
            }
        }

        /** The first segment is moved, the second deleted. */
        private boolean retire(Journal journal) {
            try {
                assertThat(journal.retire(SEGMENT, directory.resolve("old"))).isEqualTo(1);
                assertThat(journal.retire(2 * SEGMENT, null)).isEqualTo(1);
                return true;
            } catch (JournalException e) {
                assertThat(e).hasMessageContaining("cannot be retired");
                // It was a file of its own: what is journalled has nothing to do with it.
                afterForce = false;
                return false;
            }
        }

        /** The disk is well again: what was durable is there, what is there is a prefix, and it goes on. */
        void assertGoesOn() {
            String what = failing + " " + trouble;
            int first;
            int found;
            try (Journal journal = open(DiskFiles.INSTANCE, directory, Durability.GROUP, new Heard())) {
                List<Lines.Line> lines = Lines.all(DiskFiles.INSTANCE, directory);
                first = lines.isEmpty() ? 0 : (int) -lines.get(0).aux();
                assertThat(first == 0 || journal.beginning() > 0)
                        .as(what + ", retired")
                        .isTrue();
                found = first + lines.size();
                assertThat(found).as(what).isGreaterThanOrEqualTo(durable);
                Lines.append(journal, found);
            }
            assertThat(Lines.all(DiskFiles.INSTANCE, directory)).as(what).isEqualTo(Lines.lines(first, found + 1));
        }
    }

    private static Journal open(SegmentFiles files, Path directory, Durability durability, Heard heard) {
        return Journal.open(
                new JournalSettings(directory, SEGMENT, durability, 1, 10_000_000_000L, 0),
                heard,
                new JournalHost(files, () -> 0, 0, 64 << 10, true));
    }

    /** A journal that was cut off in the middle of a record, with a segment begun and one prepared behind it. */
    private void tear(Path directory) throws IOException {
        try (Journal journal = open(DiskFiles.INSTANCE, directory, Durability.GROUP, new Heard())) {
            for (int i = 0; journal.position() < SEGMENT + SEGMENT / 2; i++) {
                Lines.append(journal, i);
                journal.endBatch();
                while (journal.step()) {}
            }
        }
        Path torn = new SegmentDirectory(DiskFiles.INSTANCE, directory).path(SEGMENT);
        byte[] bytes = Files.readAllBytes(torn);
        int end = bytes.length;
        while (bytes[end - 1] == 0) {
            end--;
        }
        // Without the mark of the clean close, and without the end of the record before it.
        Files.write(torn, Arrays.copyOf(Arrays.copyOf(bytes, end - RecordLayout.HEADER_BYTES - 8), bytes.length));
        Files.createFile(directory.resolve("0000000000000016384.journal.preparing"));
    }

    private String outcome(String site, int time, Trouble trouble, Durability durability, boolean torn)
            throws IOException {
        Life life = new Life(site, time, trouble);
        if (torn) {
            tear(life.directory);
        }
        String outcome = life.live(durability);
        assertThat(life.done).as(site + " was met").isTrue();
        life.assertGoesOn();
        return outcome;
    }

    private Map<String, Map<Trouble, Set<String>>> outcomes(Durability durability, boolean torn) throws IOException {
        Map<String, Map<Trouble, Set<String>>> outcomes = new TreeMap<>();
        Life quiet = new Life("", 0, Trouble.EIO);
        if (torn) {
            tear(quiet.directory);
        }
        assertThat(quiet.live(durability)).isEqualTo("goes on");
        for (Map.Entry<String, Integer> met : quiet.met.entrySet()) {
            String site = met.getKey();
            Map<Trouble, Set<String>> row = outcomes.computeIfAbsent(site, any -> new TreeMap<>());
            for (Trouble trouble : Trouble.values()) {
                for (int time : torn ? Set.of(1) : new TreeSet<>(List.of(1, met.getValue()))) {
                    if (trouble != Trouble.SHORT_WRITE || site.endsWith("write")) {
                        row.computeIfAbsent(trouble, any -> new TreeSet<>())
                                .add(outcome(site, time, trouble, durability, torn));
                    }
                }
            }
        }
        return outcomes;
    }

    @Test
    void eachCallSiteHasTheOutcomeOfTheTable() throws IOException {
        Map<String, Map<Trouble, Set<String>>> all = new TreeMap<>();
        add(outcomes(Durability.NONE, false), all);
        add(outcomes(Durability.GROUP, false), all);
        add(outcomes(Durability.GROUP, true), all);
        List<String> table = new ArrayList<>();
        table.add("| Where | Asks for | EIO | ENOSPC | short write |");
        table.add("|---|---|---|---|---|");
        all.forEach((site, row) -> table.add("| " + site + " | " + told(row, Trouble.EIO) + " | "
                + told(row, Trouble.ENOSPC) + " | " + told(row, Trouble.SHORT_WRITE) + " |"));
        String readme =
                Files.readString(Path.of(System.getProperty("weir.home", "..")).resolve("sessions/README.md"));
        int begin = readme.indexOf(TABLE) + TABLE.length();
        assertThat(readme.substring(begin, Math.max(begin, readme.indexOf(TABLE, begin))))
                .isEqualTo(String.join("\n", table) + "\n");
    }

    private static void add(
            Map<String, Map<Trouble, Set<String>>> outcomes, Map<String, Map<Trouble, Set<String>>> all) {
        outcomes.forEach((site, row) -> row.forEach((trouble, each) -> all.computeIfAbsent(site, any -> new TreeMap<>())
                .computeIfAbsent(trouble, any -> new TreeSet<>())
                .addAll(each)));
    }

    private static String told(Map<Trouble, Set<String>> row, Trouble trouble) {
        return row.containsKey(trouble) ? String.join("; ", row.get(trouble)) : "–";
    }
}
