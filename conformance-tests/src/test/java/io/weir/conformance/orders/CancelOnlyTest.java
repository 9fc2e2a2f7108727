package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.QuickFixBroker;
import io.weir.conformance.stage.QuickFixOms;
import io.weir.conformance.stage.Stage;
import io.weir.conformance.stage.Waiting;
import io.weir.fix.codec.Ascii;
import io.weir.fix.settings.Durability;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalListener;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.sequencer.ReplayDivergence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code weir run --recover=cancel-only}: what an operator does when a start is refused while orders are open. */
class CancelOnlyTest {
    private static final String NEW_A = "8 150=A 39=A 14=0 151=100 6=0 11=A";
    private static final String TAKEN_A = "8 150=0 39=0 14=0 151=100 6=0 11=A";

    @TempDir
    private Path directory;

    private Stage stage;
    private QuickFixOms oms;
    private QuickFixBroker broker;

    @BeforeEach
    void open() {
        stage = Stage.open(new Configuration(), directory);
        oms = stage.oms();
        broker = stage.broker();
    }

    @AfterEach
    void close() {
        stage.assertSatisfied();
        stage.close();
    }

    private Path journal() {
        return stage.gateway().directory().resolve("journal");
    }

    private void forgetSnapshots() throws IOException {
        Path snapshots = journal().resolve("snapshots");
        if (Files.isDirectory(snapshots)) {
            try (var files = Files.list(snapshots)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Writes the journal anew with other messages in the place of some that were received, as if this build read them otherwise. */
    private void receivedOtherwise(UnaryOperator<String> change) throws IOException {
        forgetSnapshots();
        Path forged = directory.resolve("forged");
        JournalSettings settings =
                new JournalSettings(forged, 1 << 20, Durability.NONE, 1, JournalSettings.DEFAULT_MAX_SYNC_NANOS, 0);
        try (JournalReader from = JournalReader.open(journal());
                Journal to = Journal.open(settings, JournalListener.ofFailure(cause -> {
                    throw new AssertionError(cause);
                }))) {
            while (from.next()) {
                byte[] bytes = Arrays.copyOfRange(from.bytes(), from.offset(), from.offset() + from.length());
                if (from.type() == RecordType.Received) {
                    bytes = withSum(change.apply(Ascii.text(bytes, 0, bytes.length)));
                }
                if (!from.type().isHousekeeping()) {
                    to.append(
                            from.type(),
                            from.source(),
                            from.aux(),
                            from.monoNanos(),
                            from.utcNanos(),
                            bytes,
                            0,
                            bytes.length);
                }
            }
            to.endBatch();
        }
        Files.copy(journal().resolve("boot"), forged.resolve("boot"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(journal(), directory.resolve("as it was"));
        Files.move(forged, journal());
    }

    private static byte[] withSum(String message) {
        byte[] bytes = Ascii.bytes(message);
        int end = bytes.length - "10=123|".length();
        int sum = 0;
        for (int i = 0; i < end; i++) {
            sum += bytes[i] & 0xff;
        }
        byte[] trailer = Ascii.bytes(String.format("10=%03d\u0001", sum % 256));
        System.arraycopy(trailer, 0, bytes, end, trailer.length);
        return bytes;
    }

    private BrokerOrder working(String name) {
        oms.buy(name, "AAPL", 100, "10").send();
        BrokerOrder order = broker.next().ack();
        oms.await(name, "8 150=0");
        return order;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStartThatIsRefusedSucceedsToCancelOnlyAndTheNextOneIsNormal(boolean withSnapshot) throws Exception {
        BrokerOrder a = working("A");
        a.fill(40, "10");
        oms.await("A", "8 150=F");
        String nameOfB = oms.id("B");
        BrokerOrder b = working("B");
        stage.gateway().close();
        // A fill that comes late: the session is down.
        a.fill(10, "9.9");
        receivedOtherwise(m -> m.contains("11=" + nameOfB + "\u0001") ? m.replace("55=AAPL", "55=ZZZZ") : m);

        assertThatThrownBy(() -> stage.gateway().start()).isInstanceOf(ReplayDivergence.class);
        stage.gateway().startToCancelOnly("amy", "going flat");
        stage.gateway().awaitAlert("CANCEL-ONLY: no order is taken, what is open is canceled; by amy: going flat");
        stage.gateway().awaitAlert("2 events came to something else, the first at position");
        stage.gateway().awaitAlert("1 open orders are being canceled, and 1 that only the records");
        stage.awaitAgain();
        a.await("F", 1);
        b.await("F", 1);
        oms.buy("C", "AAPL", 100, "10").send();
        oms.replace("R", "A", 150, "10").send();
        oms.await("A", "8 150=F 39=1 14=50");
        oms.await("C", "8 150=8");
        oms.await("R", "9 39=1");
        a.fill(20, "9.8");
        a.canceled();
        b.canceled();
        oms.await("A", "8 150=4");

        assertThat(b.requests("F"))
                .hasSize(1)
                .allMatch(f -> f.get(41).equals(b.order().get(11)) && f.get(38).equals("100"));
        assertThat(oms.lines("A"))
                .containsExactly(
                        NEW_A,
                        TAKEN_A,
                        "8 150=F 39=1 14=40 151=60 6=10 11=A 32=40 31=10",
                        "8 150=F 39=1 14=50 151=50 6=9.98 11=A 32=10 31=9.9",
                        "9 39=1 11=R 41=A 434=2 102=2 58=TE008",
                        "8 150=F 39=1 14=70 151=30 6=9.92857143 11=A 32=20 31=9.8",
                        "8 150=4 39=4 14=70 151=0 6=9.92857143 11=A 378=4 58=TE008");
        assertThat(oms.lines("C")).containsExactly("8 150=8 39=8 14=0 151=0 6=0 11=C 103=0 58=TE008");
        assertThat(stage.gateway().admin("amy", "release")).startsWith("refused: this process only cancels");
        assertThat(onlyCancels()).isTrue();
        Waiting.until(
                "nothing is different any more",
                () -> stage.gateway()
                        .view(core ->
                                core.flow().reconciliation().differences().all().isEmpty()));
        assertThat(stage.gateway().openOrders()).isZero();

        Waiting.until(
                "the shadow's snapshot behind the decision",
                () -> stage.gateway().gateway().engine().shadow().snapshots() > 0);
        stage.gateway().close();
        if (!withSnapshot) {
            forgetSnapshots();
        }
        normalAgain();
        assertThat(stage.gateway().gateway().engine().recoveredFrom() != null).isEqualTo(withSnapshot);
    }

    private boolean onlyCancels() {
        return stage.gateway().view(core -> core.flow().reconciliation().onlyCancels());
    }

    private void normalAgain() {
        stage.gateway().start();
        stage.awaitAgain();
        assertThat(onlyCancels()).isFalse();
        oms.buy("D", "AAPL", 100, "10").send();
        oms.await("D", "8 150=8");
        stage.gateway().admin("amy", "release");
        stage.gateway().admin("bob", "release");
        oms.buy("E", "AAPL", 100, "10").send();
        broker.next().ack().fill(100, "10");
        oms.await("E", "8 150=F 39=2");
        assertThat(oms.lines("D")).containsExactly("8 150=8 39=8 14=0 151=0 6=0 11=D 103=0 58=TE008");
    }

    @Test
    void aSoundJournalIsReplayedAndWhatIsOpenIsCanceled() {
        BrokerOrder a = working("A");
        oms.replace("R", "A", 150, "10").send();
        a.await("G", 1);
        oms.buy("B", "AAPL", 100, "10").send();
        BrokerOrder unanswered = broker.next();
        stage.gateway().close();

        stage.gateway().startToCancelOnly("amy", "the night is over");
        stage.gateway().awaitAlert("replay repeats the journal");
        stage.awaitAgain();
        a.replaced();
        a.await("F", 1);
        a.canceled();
        unanswered.await("F", 1);
        unanswered.canceled();
        oms.await("A", "8 150=4");
        oms.await("B", "8 150=4");
        stage.gateway().awaitAlert("flat");
        assertThat(stage.gateway().openOrders()).isZero();
        stage.gateway().close();
        normalAgain();
    }

    @Test
    void aCrashWhileItCancelsIsFollowedByAnotherStartThatCancelsOnly() throws Exception {
        String nameOfA = oms.id("A");
        BrokerOrder a = working("A");
        stage.gateway().close();
        receivedOtherwise(m -> m.contains("11=" + nameOfA + "\u0001") ? m.replace("55=AAPL", "55=ZZZZ") : m);
        stage.gateway().startToCancelOnly("amy", "going flat");
        stage.awaitAgain();
        a.await("F", 1);
        stage.gateway().close();
        forgetSnapshots();

        stage.gateway().startToCancelOnly("amy", "going flat");
        stage.awaitAgain();
        a.await("F", 2);
        a.canceled();
        Waiting.until(
                "nothing is different any more",
                () -> stage.gateway()
                        .view(core ->
                                core.flow().reconciliation().differences().all().isEmpty()));
        stage.gateway().close();
        normalAgain();
    }
}
