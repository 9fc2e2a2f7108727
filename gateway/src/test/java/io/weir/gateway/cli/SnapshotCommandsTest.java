package io.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.state.StateReader;
import io.weir.gateway.stand.FixClient;
import io.weir.gateway.stand.Stand;
import io.weir.sessions.snapshot.Snapshot;
import io.weir.sessions.snapshot.SnapshotStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir snapshot list} and {@code verify} on the journal of a real gateway. */
class SnapshotCommandsTest {
    @TempDir
    private static Path made;

    @TempDir
    private Path folder;

    @BeforeAll
    static void twoOrderlyEndsAndACrash() throws Exception {
        Stand.configure(made);
        try (Stand stand = Stand.startAgain(made)) {
            orders(stand, 1, "A1");
            stand.gateway().stop();
        }
        try (Stand stand = Stand.startAgain(made)) {
            orders(stand, 3, "A2");
            stand.gateway().stop();
        }
        try (Stand stand = Stand.startAgain(made)) {
            orders(stand, 5, "A3");
        }
    }

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(made.relativize(file));
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private static void orders(Stand stand, int next, String id) throws IOException {
        try (FixClient client = stand.client("OMS1")) {
            client.next(next);
            client.logon();
            client.order(id, "AAPL", 100, "150");
            assertThat(client.read('8')).contains("|150=8|");
        }
    }

    private Typed list() {
        return Typed.weir("snapshot", "list", folder.toString());
    }

    private Typed verify(String... more) {
        String[] all = new String[more.length + 4];
        System.arraycopy(new String[] {"snapshot", "verify", "--config", folder.toString()}, 0, all, 0, 4);
        System.arraycopy(more, 0, all, 4, more.length);
        return Typed.weir(all);
    }

    private List<Path> files() throws IOException {
        return new SnapshotStore(folder.resolve("journal")).newestFirst();
    }

    @Test
    void theyAreListedTheNewestFirst() throws IOException {
        Typed typed = list();

        assertThat(typed.exit()).isZero();
        assertThat(typed.out()).hasSize(3);
        assertThat(typed.out().get(0)).matches("FILE +POSITION +EVENTS +BOOT +BUILD +UNTIL +BYTES +AGE +STATE");
        assertThat(typed.out().get(1))
                .startsWith(files().get(0).getFileName().toString())
                .matches(".* 2 +development +20.*Z +\\d+ +\\d+ s +whole, ended in order");
        assertThat(typed.out().get(2)).matches(".* 1 +development .* whole, ended in order");
    }

    @Test
    void withoutSnapshotsThereIsNothingToVerify() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }

        assertThat(list().exit()).isZero();
        assertThat(list().out()).containsExactly(folder + "/journal: no snapshots");
        assertThat(verify().exit()).isEqualTo(1);
        assertThat(verify().out()).containsExactly("no snapshot: nothing was compared");
    }

    @Test
    void snapshotAndTailComeToTheStateOfTheWholeJournal() throws IOException {
        long older = SnapshotStore.read(files().get(1)).header().position();
        long newer = SnapshotStore.read(files().get(0)).header().position();
        Typed typed = verify();
        Typed upToTheOlder = verify("--to", Long.toString(older));

        assertThat(typed.exit()).as("%s %s", typed.out(), typed.err()).isZero();
        assertThat(typed.out()).hasSize(9).last().isEqualTo("all of it agrees");
        assertThat(typed.out().get(0))
                .matches("the whole journal at position " + older + ", event \\d+: the same state .*");
        assertThat(typed.out().get(1))
                .matches("the whole journal at position " + newer + ", event \\d+: the same state .*");
        assertThat(typed.out().get(2)).matches("the whole journal at position \\d+, event \\d+: state [0-9a-f]{16}");
        assertThat(typed.out().subList(3, 8))
                .allMatch(line -> line.contains(".snapshot at ") && line.contains(": the same state "));
        assertThat(upToTheOlder.exit()).isZero();
        assertThat(upToTheOlder.out()).hasSize(3);
    }

    @Test
    void theAuditReplaysToo() {
        Typed typed = Typed.weir("audit", "verify", folder.toString(), "--replay", folder.toString());

        assertThat(typed.exit()).as("%s %s", typed.out(), typed.err()).isZero();
        assertThat(typed.out())
                .anyMatch(
                        line -> line.matches("  holds   \\[4 10 11 13 14 17 19 22 23 26] replay repeats each output.*"))
                .last()
                .isEqualTo("all of it holds");
    }

    @Test
    void aDamagedOneIsSeen() throws IOException {
        byte[] bytes = Files.readAllBytes(files().get(0));
        bytes[bytes.length / 2] ^= 1;
        Files.write(files().get(0), bytes);

        assertThat(list().exit()).isEqualTo(1);
        assertThat(list().out().get(1)).contains("DAMAGED: ", "its SHA-256 is another one");
        assertThat(verify().exit()).isEqualTo(1);
        assertThat(verify().out()).anyMatch(line -> line.startsWith("DIFFERS: ") && line.contains("is damaged"));
    }

    @Test
    void oneThatIsOfAnotherStateIsSeen() throws IOException {
        Snapshot older = SnapshotStore.read(files().get(1));
        Snapshot.Header newer = SnapshotStore.read(files().get(0)).header();
        byte[] state = rest(older.state());
        Snapshot.Header wrong = new Snapshot.Header(
                newer.build(),
                newer.clean(),
                newer.position(),
                newer.events(),
                newer.boot(),
                newer.monoNanos(),
                newer.utcNanos(),
                older.header().stateHash());
        new SnapshotStore(folder.resolve("journal")).write(wrong, out -> out.bytes(state, state.length));

        Typed typed = verify();

        assertThat(list().exit()).isZero();
        assertThat(typed.exit()).isEqualTo(1);
        assertThat(typed.out())
                .anyMatch(line -> line.startsWith("DIFFERS: the whole journal at position " + newer.position()))
                .last()
                .asString()
                .endsWith(" of these do not agree");
    }

    private static byte[] rest(StateReader state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!state.isAtEnd()) {
            bytes.writeBytes(state.bytes(new byte[1], 1));
        }
        return bytes.toByteArray();
    }

    @Test
    void wrongUsageIsSaid() {
        assertThat(verify("--to", "1").out()).containsExactly("no snapshot: nothing was compared");
        assertThat(verify(folder.resolve("nowhere").toString()).exit()).isEqualTo(1);
        assertThat(Typed.weir(
                                "snapshot",
                                "verify",
                                "--config",
                                folder.resolve("nowhere").toString())
                        .exit())
                .isEqualTo(2);
        assertThat(Typed.weir("snapshot").exit()).isEqualTo(2);
    }
}
