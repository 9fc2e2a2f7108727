package io.weir.conformance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.SettingsException;
import io.weir.fix.state.StateReader;
import io.weir.fix.state.StateWriter;
import io.weir.gateway.core.GatewayCore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of a core that has been through a storm, written and read back. */
class CoreStateTest {
    private static final int STORMS = 8;

    @TempDir
    Path directory;

    /** Whoever adds a field that outlives an event and forgets to write it reads its name here. */
    @Test
    void noFieldOfTheCoreIsForgottenWhenItsStateIsWritten() throws IOException, SettingsException {
        Simulation simulation = Simulation.in(directory);
        Set<String> checked = new TreeSet<>();
        for (long seed = 1; seed <= STORMS; seed++) {
            GatewayCore core = simulation.stormed(seed);
            StateWriter written = new StateWriter();
            core.state(written);
            GatewayCore read = read(simulation, Arrays.copyOf(written.buffer(), written.length()));
            assertThat(CoreComparison.differences(core, read))
                    .as("seed " + seed)
                    .isEmpty();
            assertThat(CoreComparison.forgotten(core, bytes -> read(simulation, bytes), checked))
                    .as("seed " + seed)
                    .isEmpty();
        }
        assertThat(checked)
                .contains(
                        "FixSession.nextOut",
                        "ParentOrder.retries",
                        "ChildOrder.inDoubt",
                        "AlgoTicket.wakeNumber",
                        "Twap.planE8",
                        "Iceberg.shownE8",
                        "TokenBucket.level",
                        "Parents.killText",
                        "Market.last");
        assertThat(CoreComparison.unknownNames())
                .as("named as no state, and no field")
                .isEmpty();
    }

    private static GatewayCore read(Simulation simulation, byte[] state) {
        GatewayCore read = simulation.emptyCore();
        read.state(new StateReader(state, 0, state.length));
        return read;
    }
}
