package io.weir.conformance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty kills under load; {@code conformance-tests/kill-run} does as many as wanted. */
@Tag("once")
class KillRunTest {
    private static final int KILLS = 20;

    @Test
    void nothingIsLostAndNothingComesTwice(@TempDir Path directory) {
        long seed = System.nanoTime();
        try (KillRun run = new KillRun(new KillPlan(KILLS, seed, "group", directory), (kills, damages, orders) -> {})) {
            String summary = run.run();

            assertThat(run.damages()).as(summary).isEmpty();
            assertThat(summary).startsWith("20 kills: 0 lost, 0 duplicated\n");
        } catch (AssertionError e) {
            throw new AssertionError("conformance-tests/kill-run --kills 20 --from " + seed + ": " + e.getMessage(), e);
        }
    }
}
