package io.weir.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.gateway.stand.FixClient;
import io.weir.gateway.stand.Stand;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway that starts from what its shadow wrote. */
class SnapshotStartTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"none", "group", "always"})
    void aStartAfterAnOrderlyStopReplaysNothingAndAfterAnotherEndOnlyWhatCameAfter(String durability) throws Exception {
        Stand.configure(folder);
        Path yaml = folder.resolve("weir.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("durability: none", "durability: " + durability));
        try (Stand stand = Stand.startAgain(folder)) {
            try (FixClient client = stand.client("OMS1")) {
                client.logon();
                client.order("A1", "AAPL", 100, "150");
                assertThat(client.read('8')).contains("|150=8|");
            }
            stand.gateway().stop();
            assertThat(stand.alerts()).noneMatch(alert -> alert.contains("hadow"));
        }
        try (Stand stand = Stand.startAgain(folder);
                FixClient client = stand.client("OMS1")) {
            assertThat(stand.gateway().engine().recoveredFrom()).isNotNull();
            assertThat(stand.gateway().engine().recovered()).isZero();
            client.next(3);
            client.logon();
            client.order("A1", "AAPL", 100, "150");
            assertThat(client.read('8')).contains("|58=TE012 ");
        }
        try (Stand stand = Stand.startAgain(folder)) {
            assertThat(stand.gateway().engine().recovered()).isPositive();
            long nextIn =
                    stand.gateway().view(core -> core.sessions().session(0).nextIn());
            assertThat(nextIn).isEqualTo(5);
        }
    }
}
