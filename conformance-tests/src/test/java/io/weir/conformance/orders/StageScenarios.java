package io.weir.conformance.orders;

import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.QuickFixBroker;
import io.weir.conformance.stage.QuickFixOms;
import io.weir.conformance.stage.Stage;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios that follow one another on one stage, after each of which everybody is satisfied. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StageScenarios {
    Stage stage;
    QuickFixOms oms;
    QuickFixBroker broker;

    /** What the gateway is told. */
    Configuration configuration() {
        return new Configuration();
    }

    @BeforeAll
    void open(@TempDir Path directory) {
        stage = Stage.open(configuration(), directory);
        oms = stage.oms();
        broker = stage.broker();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.begin();
    }

    @AfterEach
    void everybodyIsSatisfied() {
        stage.assertSatisfied();
    }
}
