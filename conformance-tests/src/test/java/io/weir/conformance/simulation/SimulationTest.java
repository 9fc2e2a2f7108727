package io.weir.conformance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part of the simulations in each build; {@code -Dweir.simulation.seeds=N} and {@code -Dweir.simulation.from=S} for others. */
@Tag("once")
class SimulationTest {
    private static final long SEEDS = Long.getLong("weir.simulation.seeds", 500);
    private static final long FROM = Long.getLong("weir.simulation.from", 1);

    /** So many seeds meet everything that can happen. */
    private static final long ENOUGH = 500;

    @TempDir
    Path directory;

    @Test
    void whateverHappensNothingIsLostAndNothingHappensTwice() throws IOException, SettingsException {
        Simulation simulation = Simulation.in(directory);
        Coverage coverage = new Coverage();
        for (long seed = FROM; seed < FROM + SEEDS; seed++) {
            Simulation.Play play = Simulation.Play.of(seed);
            Simulation.Outcome outcome = simulation.play(play, false);
            coverage.add(outcome.coverage());
            if (!outcome.holds()) {
                throw new AssertionError(
                        Shrinking.of(simulation::play, play, outcome).words());
            }
        }
        if (SEEDS >= ENOUGH) {
            assertThat(coverage.missing()).as("what no seed has played").isEmpty();
        }
    }

    @Test
    void theSameSeedIsTheSameWorld() throws IOException, SettingsException {
        Simulation simulation = Simulation.in(directory);
        for (long seed = 1; seed <= 20; seed++) {
            Simulation.Outcome first = simulation.play(Simulation.Play.of(seed), false);
            Simulation.Outcome again = simulation.play(Simulation.Play.of(seed), true);
            assertThat(again.digest()).as("seed " + seed).isEqualTo(first.digest());
            assertThat(again.events()).as("seed " + seed).isEqualTo(first.events());
        }
    }

    @Test
    void aFailureIsMadeSmallAndCanBePlayedAgain() throws IOException, SettingsException {
        Simulation simulation = Simulation.in(directory);
        Simulation.Play play = new Simulation.Play(3, Faults.all(), 40);
        Simulation.Outcome failed = new Simulation.Outcome("planted", 40, 0, 0, "", new Coverage());
        Shrinking shrunk = Shrinking.of(
                (each, tells) -> each.steps() >= 7 && each.faults().has(Faults.Kind.CUT)
                        ? new Simulation.Outcome("planted", Math.min(each.steps(), 40), 0, 0, "", new Coverage())
                        : simulation.play(each, tells),
                play,
                failed);
        assertThat(shrunk.play().steps()).isEqualTo(7);
        assertThat(shrunk.words())
                .startsWith(
                        "seed 3 failed after 7 steps: planted\n    conformance-tests/simulate --seed 3 --steps 7 --without SILENCE")
                .doesNotContain("--without CUT");
    }
}
