package io.weir.sessions.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.Durability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Lets each file operation in the life of a synced journal go wrong, one a life, and names what comes of it. Whatever comes:
 * what was durable is there at the next start, what is there is a prefix, and nothing is forced after a force that failed.
 */
class IoErrorTest {
    private static final int SEGMENT = 4 << 10;
    private static final int RECORDS = 40;
    private static final int MOST_OPERATIONS = 2000;

    /** What goes wrong. */
    private enum Trouble {
        EIO("Input/output error"),
        ENOSPC("No space left on device"),
        /** The operation does a part of its work and says so; then the next one fails. */
        SHORT_WRITE_THEN_EIO("Input/output error");

        private final String message;

        Trouble(String message) {
            this.message = message;
        }
    }

    @TempDir
    Path directory;

    /** One life of a journal, in which the operation of a number goes wrong. */
    private final class Life {
        private final MemoryFiles files = new MemoryFiles();
        private final Heard heard = new Heard();
        private final List<String> operations = new ArrayList<>();
        private final int wrongAt;
        private final Trouble trouble;
        private String phase = "open";
        private String met = "";
        private String failedForce = "";
        private boolean shortened;
        private int durable;

        Life(int wrongAt, Trouble trouble) {
            this.wrongAt = wrongAt;
            this.trouble = trouble;
            files.script(this::before);
        }

        private synchronized void before(String operation, Path path) throws IOException {
            String what = operation + " " + kind(path);
            operations.add(what);
            if (!failedForce.isEmpty() && !operation.equals("delete")) {
                throw new AssertionError(what + " after a failed " + failedForce);
            }
            if (shortened) {
                shortened = false;
                files.longestWrite(Integer.MAX_VALUE);
                fail(met + " in part");
            }
            if (operations.size() - 1 != wrongAt) {
                return;
            }
            met = what;
            if (trouble == Trouble.SHORT_WRITE_THEN_EIO) {
                shortened = true;
                files.longestWrite(3);
            } else {
                failedForce = operation.equals("force") && trouble == Trouble.EIO ? what : "";
                fail(what);
            }
        }

        private void fail(String what) throws IOException {
            met = what;
            throw new IOException(trouble.message);
        }

        private String kind(Path path) {
            String name = path.getFileName().toString();
            return name.endsWith(".preparing")
                    ? "next segment"
                    : name.endsWith(".journal") ? "segment" : name.startsWith("boot") ? "boot number" : "directory";
        }

        /** Lives, and says where the trouble was met and what came of it; empty where it was not met. */
        String live(Durability durability) {
            String outcome = "went on";
            try (Journal journal = open(files, durability, heard)) {
                phase = "run";
                for (int i = 0; i < RECORDS; i++) {
                    Lines.append(journal, i);
                    if (i % 3 == 0) {
                        journal.endBatch();
                        durable = awaitDurable(journal, i + 1);
                    }
                }
                phase = "close";
            } catch (JournalFailed e) {
                outcome = "stops";
            } catch (JournalException e) {
                assertThat(e).hasMessageContaining(directory.toString());
                outcome = "is refused";
            }
            Set<String> told = new TreeSet<>();
            for (String word : heard.rest()) {
                told.add(word.replaceAll(" \\d+$", ""));
            }
            told.remove("durable");
            return met.isEmpty() ? "" : phase + ", " + met + ": " + outcome + (told.isEmpty() ? "" : ", tells " + told);
        }

        private int awaitDurable(Journal journal, int records) {
            while (journal.durablePosition() < journal.position()) {
                journal.endBatch();
                Thread.onSpinWait();
            }
            return records;
        }

        /** The disk is well again: the next start finds all that was durable, in order, and goes on. */
        void assertGoesOn(String what) {
            files.script((operation, path) -> {});
            files.longestWrite(Integer.MAX_VALUE);
            int found;
            try (Journal journal = open(files)) {
                found = Lines.all(files, directory).size();
                assertThat(found).as(what).isGreaterThanOrEqualTo(durable);
                Lines.append(journal, found);
            }
            assertThat(Lines.all(files, directory)).as(what).isEqualTo(Lines.lines(0, found + 1));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Durability.class,
            names = {"GROUP", "ALWAYS"})
    void eachOperationThatGoesWrongHasANamedOutcome(Durability durability) {
        int met = 0;
        for (Trouble trouble : Trouble.values()) {
            String outcome = "met";
            for (int at = 0; !outcome.isEmpty() && at < MOST_OPERATIONS; at++) {
                Life life = new Life(at, trouble);
                outcome = life.live(durability);
                life.assertGoesOn(trouble + " at operation " + at + " (" + outcome + ")");
                if (!outcome.isEmpty()) {
                    assertThat(outcome).as("%s at operation %s", trouble, at).matches(named(life, trouble));
                    met++;
                }
            }
        }
        assertThat(met).isGreaterThan(200);
    }

    /** What must come of it. */
    private static String named(Life life, Trouble trouble) {
        boolean ahead = !life.met.contains(" segment") || life.met.contains("next segment");
        String stops = "stops, tells \\[failed " + trouble.message + "]";
        String where = life.phase + ", " + life.met + ": ";
        if (life.phase.equals("open")) {
            return where + "is refused";
        }
        if (trouble == Trouble.SHORT_WRITE_THEN_EIO && !life.met.endsWith("in part")) {
            // It was the last operation of all.
            return where + "went on";
        }
        if (ahead && trouble == Trouble.ENOSPC) {
            // Segments are prepared ahead: a full disk is told, and only a writer that needs the segment stops.
            return where + "(went on, tells \\[low space(, space restored)?]|stops, tells \\[failed .*, low space])";
        }
        if (life.phase.equals("run")) {
            return where + stops;
        }
        // While it is being closed, the failure may be journal-sync's: told, or of no interest any more.
        return where + "(" + stops + "|went on, tells \\[failed .*]" + (ahead ? "|went on)" : ")");
    }

    @Test
    void anOpeningThatCannotReadLosesNothing() {
        Life first = new Life(-1, Trouble.EIO);
        first.live(Durability.GROUP);
        int read = 0;
        for (boolean failed = true; failed; read++) {
            MemoryFiles files = first.files.copy();
            int[] reads = {read};
            files.readScript((operation, path) -> {
                if (reads[0]-- == 0) {
                    throw new IOException("Input/output error");
                }
            });
            failed = false;
            try (Journal journal = open(files)) {
                assertThat(journal.recovery().records()).isEqualTo(RECORDS);
            } catch (JournalException e) {
                failed = true;
                assertThat(e).hasMessageContaining(directory.toString()).hasMessageContaining("Input/output error");
            }
            files.readScript((operation, path) -> {});
            assertThat(Lines.all(files, directory)).as("read " + read).isEqualTo(Lines.lines(0, RECORDS));
        }
        assertThat(read).isGreaterThan(10);
    }

    private Journal open(MemoryFiles files) {
        return open(files, Durability.GROUP, new Heard());
    }

    private Journal open(MemoryFiles files, Durability durability, Heard heard) {
        return Journal.open(
                new JournalSettings(directory, SEGMENT, durability, 1, 10_000_000_000L, 0),
                heard,
                new JournalHost(files, System::nanoTime, 1_000_000, 64 << 10));
    }
}
