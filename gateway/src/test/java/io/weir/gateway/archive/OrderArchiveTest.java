package io.weir.gateway.archive;

import static io.weir.gateway.archive.OrderJournal.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive of orders that are over, over a real journal and real files. */
class OrderArchiveTest {
    private static final long DAY = 86_400;

    @TempDir
    Path folder;

    private final List<String> alerts = new CopyOnWriteArrayList<>();
    private GatewaySettings settings;
    private OrderJournal journal;
    private OrderArchive archive;

    @BeforeEach
    void open() throws Exception {
        settings = OrderJournal.settings(folder, "ordersPerFile: 1000, keepDays: 2");
        journal = new OrderJournal(folder);
        start();
    }

    private void start() {
        archive = journal.archive(settings, alerts::add);
    }

    @AfterEach
    void close() {
        archive.close();
        journal.close();
    }

    /** Stops the process in order, and starts it again. */
    private void restart() {
        journal.close();
        archive.close();
        journal = new OrderJournal(folder);
        start();
    }

    /** As a kill of the process leaves it: no mark, and the file that was written is hurt. */
    private void crash() throws IOException {
        journal.close();
        archive.close();
        Files.delete(orders().resolve(ArchiveFiles.CLOSED));
        Path last = files(".orders").get(files(".orders").size() - 1);
        try (FileChannel channel = FileChannel.open(last, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1 << 16]), channel.size() / 3);
        }
        journal = new OrderJournal(folder);
    }

    private Path orders() {
        return folder.resolve("orders");
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(orders())) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private OrderAnswer look(String id, String session, String day) throws Exception {
        return archive.ask(OrderQuestion.of(id, session, day)).get(20, TimeUnit.SECONDS);
    }

    private List<String> ids(String id, String session, String day) throws Exception {
        return look(id, session, day).orders().stream()
                .map(ArchivedOrder::orderId)
                .toList();
    }

    @Test
    void anOrderStandsThereAsItsClientWasToldLast() throws Exception {
        journal.event();
        journal.told("OMS1", "T1000100000001", "A1", 'A', 'A', terms(0, 100));
        journal.after(2).received("BRK-7", "T1000100000003");
        journal.told("OMS1", "T1000100000001", "A1", 'F', '1', terms(40, 60) + "|198=BRK-7");
        journal.after(3).event();
        journal.told("OMS1", "T1000100000001", "A2", '4', '4', terms(40, 0) + "|41=A1|58=TE008 kill switch: x");

        assertThat(row("T1000100000001"))
                .containsExactly(
                        "OrderID=T1000100000001",
                        "session=WEIR->OMS1",
                        "ClOrdID=A1, A2",
                        "Account=ACC1",
                        "Symbol=AAPL",
                        "Side=1",
                        "OrdType=2",
                        "TimeInForce=0",
                        "OrderQty=100",
                        "Price=150.25",
                        "OrdStatus=4 canceled",
                        "CumQty=40",
                        "AvgPx=150.25",
                        "LeavesQty=0",
                        "Text=TE008 kill switch: x",
                        "day=2026-11-20",
                        "arrived=20261121-10:00:00.000",
                        "ended=20261121-10:00:05.000",
                        "changed=20261121-10:00:05.000",
                        "filledAt=BRKA BRK-7 (T1000100000003)");
        assertThat(alerts).isEmpty();
    }

    @Test
    void anOrderThatIsOpenIsKnownToo() throws Exception {
        journal.event();
        journal.told("OMS1", "T1000100000001", "A1", '0', '0', terms(0, 100));

        assertThat(row("A1")).contains("OrdStatus=0 new, open").noneMatch(field -> field.startsWith("ended"));
        assertThat(files(".orders")).isEmpty();
        restart();
        assertThat(row("A1")).contains("OrdStatus=0 new, open", "arrived=20261121-10:00:00.000");
    }

    @Test
    void doneForTheDayIsTheEndOnlyWhereNothingIsLeft() throws Exception {
        journal.event();
        journal.told("OMS1", "T1000100000001", "A1", '3', '3', terms(40, 60));
        journal.told("OMS1", "T1000100000002", "A2", '3', '3', terms(40, 0));

        assertThat(row("A1")).contains("OrdStatus=3 done for day, open");
        assertThat(row("A2")).contains("OrdStatus=3 done for day");
    }

    @Test
    void itIsFoundByEachIdThatItHad() throws Exception {
        journal.filled("T1000100000001", "A1");
        journal.event();
        journal.told("OMS1", "T1000100000009", "B1", 'A', 'A', terms(0, 100));
        journal.told("OMS1", "T1000100000009", "B2", 'E', 'E', terms(0, 100) + "|41=B1");
        journal.told("OMS1", "T1000100000009", "B2", '5', '0', terms(0, 100) + "|41=B1");
        journal.told("OMS1", "T1000100000009", "B3", '6', '6', terms(0, 100) + "|41=B2");
        journal.told("OMS1", "T1000100000009", "B3", '4', '4', terms(0, 0) + "|41=B2");

        for (String id : List.of("T1000100000009", "B1", "B2", "B3")) {
            assertThat(ids(id, "", "")).as(id).containsExactly("T1000100000009");
        }
        for (String id : List.of("T1000100000001", "A1", "BT1000100000001", "CT1000100000001")) {
            assertThat(ids(id, "", "")).as(id).containsExactly("T1000100000001");
        }
        assertThat(ids("A2", "", "")).isEmpty();
    }

    @Test
    void oneClOrdIdOfManyIsToldApartBySessionAndDay() throws Exception {
        journal.filled("T1000100000001", "A1");
        journal.told("OMS2", "T1000100000003", "A1", '8', '8', "55=AAPL|54=1|14=0|151=0|6=0|103=6|58=TE003 duplicate");
        journal.after(DAY).filled("T1000100000005", "A1");

        assertThat(ids("A1", "", "")).containsExactly("T1000100000005", "T1000100000001", "T1000100000003");
        assertThat(ids("A1", "OMS2", "")).containsExactly("T1000100000003");
        assertThat(ids("A1", "WEIR->OMS1", "2026-11-20")).containsExactly("T1000100000001");
        assertThat(ids("A1", "", "20261121")).containsExactly("T1000100000005");
        assertThat(ids("A1", "OMS3", "")).isEmpty();
        assertThat(row("T1000100000003")).contains("OrdStatus=8 rejected", "OrdRejReason=6", "Text=TE003 duplicate");
    }

    @Test
    void aBustOpensItAgainAndALateFillCountsOnItsDay() throws Exception {
        journal.filled("T1000100000001", "A1");
        journal.event();
        journal.told("OMS1", "T1000100000001", "A1", 'H', '1', terms(60, 40) + "|198=BT1000100000001");
        assertThat(row("A1")).contains("OrdStatus=1 partially filled, open", "CumQty=60", "corrections=1");
        restart();
        journal.after(DAY).event();
        journal.told("OMS1", "T1000100000001", "A1", 'C', 'C', terms(60, 0));
        assertThat(row("A1")).contains("OrdStatus=C expired", "CumQty=60", "corrections=1", "day=2026-11-21");

        journal.after(DAY).event();
        journal.told("OMS1", "T1000100000001", "A1", 'F', 'C', terms(100, 0) + "|198=OTHER");
        assertThat(row("A1"))
                .contains(
                        "CumQty=100",
                        "day=2026-11-21",
                        "arrived=20261121-10:00:00.000",
                        "ended=20261122-10:00:00.000",
                        "changed=20261123-10:00:00.000",
                        "filledAt=BRKA BT1000100000001 (CT1000100000001), OTHER");
        assertThat(files(".orders")).hasSize(3);
    }

    @Test
    void eachDayHasItsFilesAndOldOnesGo() throws Exception {
        for (int day = 0; day < 4; day++) {
            journal.filled("T100010000000" + day, "A" + day);
            journal.after(DAY);
        }

        assertThat(ids("A0", "", "")).isEmpty();
        assertThat(row("A3")).contains("day=2026-11-23");
        assertThat(files(".orders"))
                .extracting(file -> file.getFileName().toString().substring(0, 10))
                .containsExactly("2026-11-21", "2026-11-22", "2026-11-23");
        assertThat(files(".start")).hasSize(1);
    }

    @Test
    void aFullFileIsFollowedByTheNextOfTheDay() throws Exception {
        for (int i = 0; i < 2_500; i++) {
            journal.filled("T10001" + String.format("%08d", i), "A" + i);
        }

        for (int i = 0; i < 2_500; i++) {
            assertThat(ids("A" + i, "", "")).as("A" + i).hasSize(1);
        }
        assertThat(files(".orders")).hasSize(3);
        assertThat(alerts).isEmpty();
    }

    @Test
    void ordersThatNeedMoreRoomThanOthersFillAFileBeforeItsBound() throws Exception {
        for (int i = 0; i < 1_500; i++) {
            String id = "T10001" + String.format("%08d", i);
            journal.event();
            for (int j = 0; j < 12; j++) {
                journal.told("OMS1", id, "LONG-CLIENT-ORDER-ID-" + i + "-" + j, '0', '0', terms(0, 100));
            }
            journal.told(
                    "OMS1", id, "LONG-CLIENT-ORDER-ID-" + i + "-0", '4', '4', terms(0, 0) + "|58=" + "x".repeat(200));
        }
        restart();

        for (int i = 0; i < 1_500; i += 7) {
            assertThat(ids("LONG-CLIENT-ORDER-ID-" + i + "-11", "", ""))
                    .as("order " + i)
                    .hasSize(1);
        }
        assertThat(files(".orders")).hasSizeGreaterThan(2);
        assertThat(alerts).isEmpty();
    }

    @Test
    void aStartAfterAnOrderlyEndGoesOn() throws Exception {
        journal.filled("T1000100000001", "A1");
        restart();
        journal.filled("T1000100000005", "A2");

        assertThat(row("A1")).contains("OrdStatus=2 filled");
        assertThat(row("A2")).contains("OrdStatus=2 filled");
        assertThat(files(".orders")).hasSize(1);
        assertThat(archive.archived()).isEqualTo(1);
        assertThat(alerts).isEmpty();
    }

    @Test
    void afterACrashTheHurtFileIsBuiltAgainAndEarlierOnesStay() throws Exception {
        journal.event();
        journal.told("OMS1", "T1000100000001", "A0", '0', '0', terms(0, 100));
        journal.filled("T1000100000005", "A1");
        journal.after(DAY);
        journal.filled("T1000100000007", "A2");
        journal.told("OMS1", "T1000100000001", "A0", '4', '4', terms(0, 0));
        assertThat(row("A2")).isNotEmpty();
        List<String> before = row("A0");
        crash();
        start();

        assertThat(row("A0"))
                .isEqualTo(before)
                .contains("arrived=20261121-10:00:00.000", "ended=20261122-10:00:00.000");
        assertThat(row("A1")).contains("OrdStatus=2 filled", "day=2026-11-20");
        assertThat(row("A2")).contains("OrdStatus=2 filled", "day=2026-11-21");
        assertThat(archive.archived()).isEqualTo(2);
        assertThat(alerts)
                .singleElement()
                .asString()
                .matches("order archive: it was not closed in order; the file of 2026-11-21 is built again from journal"
                        + " position \\d+");
    }

    @Test
    void withoutItsNotesItIsBuiltAgainFromTheWholeJournal() throws Exception {
        journal.filled("T1000100000001", "A1");
        journal.after(DAY).filled("T1000100000005", "A2");
        assertThat(row("A2")).isNotEmpty();
        crash();
        for (Path note : files(".start")) {
            Files.write(note, new byte[] {1, 2, 3});
        }
        start();

        assertThat(row("A1")).contains("OrdStatus=2 filled", "day=2026-11-20");
        assertThat(row("A2")).contains("OrdStatus=2 filled", "day=2026-11-21");
        assertThat(archive.archived()).isEqualTo(2);
        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0)).endsWith("is damaged");
        assertThat(alerts.get(1)).contains("it is built again from the whole journal, from position 0");
    }

    @Test
    void whileNoGatewayRunsItsFilesAreAskedAndAfterACrashTheJournal() throws Exception {
        journal.filled("T1000100000001", "A1");
        journal.after(DAY).filled("T1000100000005", "A2");
        journal.event();
        journal.told("OMS1", "T1000100000007", "A3", '0', '0', terms(0, 100));
        List<String> running = row("A2");
        assertThatThrownBy(() -> ClosedArchive.look(settings, OrderQuestion.of("A2", "", "")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is in use by a gateway that does not answer here");
        journal.close();
        archive.close();

        assertThat(fields(ClosedArchive.look(settings, OrderQuestion.of("A2", "", ""))))
                .isEqualTo(running);
        assertThat(fields(ClosedArchive.look(settings, OrderQuestion.of("A3", "", ""))))
                .contains("OrdStatus=0 new, open");
        Files.delete(orders().resolve(ArchiveFiles.CLOSED));
        for (String id : List.of("A1", "A2", "A3")) {
            OrderAnswer answer = ClosedArchive.look(settings, OrderQuestion.of(id, "", ""));
            assertThat(answer.orders()).as(id).hasSize(1);
            assertThat(answer.note())
                    .isEqualTo("the gateway was not closed in order: what was over since 2026-11-21 was read from the"
                            + " journal");
        }
        assertThat(fields(ClosedArchive.look(settings, OrderQuestion.of("A2", "", ""))))
                .isEqualTo(running);
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidOnceAndToWhoeverAsks() throws Exception {
        archive.close();
        try (Stream<Path> files = Files.list(orders())) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(orders());
        Files.writeString(orders(), "in the way");
        start();

        assertThatThrownBy(() -> look("A1", "", ""))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the order archive is not written");
        journal.filled("T1000100000001", "A1");
        assertThat(archive.isWorking()).isFalse();
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0))
                .startsWith("order archive: ")
                .endsWith("it is tried again each minute, from the journal");
    }

    @Test
    void roomIsLeftForTheJournal() throws Exception {
        archive.close();
        Path yaml = folder.resolve("weir.yaml");
        Files.writeString(yaml, Files.readString(yaml).replace("segment: 1MiB", "segment: 1MiB, minFree: 900000GiB"));
        settings = Settings.load(folder, Instant.now());
        start();
        journal.filled("T1000100000001", "A1");

        assertThatThrownBy(() -> look("A1", "", "")).hasMessageContaining("the order archive is not written: only ");
        assertThat(alerts)
                .singleElement()
                .asString()
                .matches(
                        "order archive: only \\d+ MiB are free in .*, and \\d+ MiB are wanted for the next file and for"
                                + " the journal; it is tried again each minute, from the journal");
        assertThat(files(".orders")).isEmpty();
    }

    @Test
    void whatWasRetiredBeforeItWasReadIsMissingAndSaid() throws Exception {
        journal.filled("T1000100000001", "A1");
        archive.close();
        for (int i = 10; i < 4_000; i++) {
            journal.filled("T10001" + String.format("%08d", i), "B" + i);
        }
        journal.close();
        journal = new OrderJournal(folder);
        journal.journal().retire(journal.journal().durablePosition(), null);
        assertThat(journal.journal().beginning()).isPositive();
        start();
        journal.filled("T1000100009999", "A2");

        assertThat(row("A1")).contains("OrdStatus=2 filled");
        assertThat(row("A2")).contains("OrdStatus=2 filled");
        assertThat(ids("B10", "", "")).isEmpty();
        assertThat(ids("B3999", "", "")).hasSize(1);
        assertThat(alerts)
                .singleElement()
                .asString()
                .matches("order archive: the journal from position \\d+ to "
                        + journal.journal().beginning()
                        + " was retired before the archive had it; orders that were over there are missing");
    }

    private List<String> row(String id) throws Exception {
        OrderAnswer answer = look(id, "", "");
        assertThat(answer.note()).isEmpty();
        return fields(answer);
    }

    private static List<String> fields(OrderAnswer answer) {
        assertThat(answer.orders()).hasSize(1);
        return answer.orders().get(0).row().entrySet().stream()
                .filter(field -> !field.getValue().isEmpty())
                .map(field -> field.getKey() + "=" + field.getValue())
                .toList();
    }
}
