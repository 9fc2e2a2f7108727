package io.weir.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.gateway.stand.FixClient;
import io.weir.gateway.stand.Stand;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that starts while the disk of its journal has less room than it should. */
class FullDiskStartTest {
    @TempDir
    private Path folder;

    @Test
    void aStartOnAFullDiskTakesNoOrdersAndOneWithRoomDoesAgain() throws Exception {
        Stand.configure(folder);
        String enough = Files.readString(folder.resolve("weir.yaml"));
        Files.writeString(
                folder.resolve("weir.yaml"), enough.replace("segment: 1MiB", "segment: 1MiB, minFree: 1048576GiB"));
        try (Stand stand = Stand.startAgain(folder);
                FixClient client = stand.client("OMS1")) {
            client.logon();
            client.order("A1", "AAPL", 100, "150");
            assertThat(client.read('8'))
                    .contains("|150=8|")
                    .contains("|58=TE007 unavailable: the journal's disk has only ");
            assertThat(stand.alerts()).anyMatch(alert -> alert.startsWith("order intake is stopped: only "));
        }
        Files.writeString(folder.resolve("weir.yaml"), enough);
        try (Stand stand = Stand.startAgain(folder);
                FixClient client = stand.client("OMS1")) {
            client.next(3);
            client.logon();
            client.order("A2", "AAPL", 100, "150");
            assertThat(client.read('8')).contains("|58=TE007 ").doesNotContain("disk");
        }
        assertThat(startsAndIntakes()).containsExactly("Started", "Intake 0", "Started");
    }

    private List<String> startsAndIntakes() {
        List<String> told = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(folder.resolve("journal"))) {
            while (reader.next()) {
                if (reader.type() == RecordType.Started) {
                    told.add("Started");
                } else if (reader.type() == RecordType.Intake) {
                    told.add("Intake " + reader.source());
                }
            }
        }
        return told;
    }
}
