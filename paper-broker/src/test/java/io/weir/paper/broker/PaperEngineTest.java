package io.weir.paper.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.SettingsException;
import io.weir.paper.market.Listing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The broker on real sockets, with its journal on a real disk. */
@Timeout(60)
class PaperEngineTest {
    private static final String LOGON = "98=0|108=30|";
    private static final String RESTING = "11=a1|55=ABC|54=1|38=100|40=2|44=50|59=1|60=20261123-10:00:00|";

    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @TempDir
    Path directory;

    @AfterEach
    void nothingFailed() {
        assertThat(failure.get()).isNull();
    }

    @Test
    void marketOrderFillsAgainstTheFlow() throws Exception {
        try (PaperEngine engine = start("PAPER", "WEIR");
                SocketClient client = new SocketClient(engine.address(), "WEIR", 1)) {
            client.send("A", LOGON);
            client.next("A");
            client.send("V", "262=r1|263=1|264=1|265=1|267=2|269=0|269=1|146=1|55=ABC|");
            assertThat(client.next("W").textOf(Tags.NO_MD_ENTRIES)).isEqualTo("2");
            client.send("D", "11=m1|55=ABC|54=1|38=500|40=1|60=20261123-10:00:00|");
            FixMessage report = client.next("8");
            while (!report.textOf(Tags.ORD_STATUS).equals("2")) {
                report = client.next("8");
            }
            assertThat(report.textOf(Tags.CUM_QTY)).isEqualTo("500");
            assertThat(client.next("X").textOf(Tags.MD_REQ_ID)).isEqualTo("r1");
        }
    }

    @Test
    void clientThatComesBackFindsItsOrderAndWhatItMissed() throws Exception {
        try (PaperEngine engine = start("PAPER", "WEIR", "OTHER");
                SocketClient other = new SocketClient(engine.address(), "OTHER", 1)) {
            try (SocketClient client = new SocketClient(engine.address(), "WEIR", 1)) {
                client.send("A", LOGON);
                client.next("A");
                client.send("D", RESTING);
                assertThat(client.next("8").textOf(Tags.EXEC_TYPE)).isEqualTo("0");
            }
            other.send("A", LOGON);
            other.next("A");
            other.send("D", "11=b1|55=ABC|54=2|38=100000|40=2|44=50|60=20261123-10:00:00|");
            other.next("8");
            try (SocketClient client = new SocketClient(engine.address(), "WEIR", 3)) {
                client.send("A", LOGON);
                client.next("A");
                client.send("2", "7=3|16=0|");
                FixMessage missed = client.next("8");
                assertThat(missed.textOf(Tags.EXEC_TYPE)).isEqualTo("F");
                assertThat(missed.flag(Tags.POSS_DUP_FLAG)).isTrue();
            }
        }
    }

    @Test
    void restartGoesOnWithOrdersAndNumbers() throws Exception {
        PaperEngine first = start("PAPER", "WEIR");
        try (SocketClient client = new SocketClient(first.address(), "WEIR", 1)) {
            client.send("A", LOGON);
            client.next("A");
            client.send("D", RESTING);
            client.next("8");
            // The broker closes first: its Logout has number 3, whoever of the two threads is faster.
            first.close();
            client.next("5");
        }
        try (PaperEngine engine = start("PAPER", "WEIR");
                SocketClient client = new SocketClient(engine.address(), "WEIR", 3)) {
            assertThat(engine.recovered()).isGreaterThan(3);
            client.send("A", LOGON);
            FixMessage logon = client.next("A");
            assertThat(logon.unsigned(logon.find(Tags.MSG_SEQ_NUM))).isEqualTo(4);
            client.send("AF", "584=M1|585=7|");
            FixMessage status = client.next("8");
            assertThat(status.textOf(Tags.CL_ORD_ID)).isEqualTo("a1");
            assertThat(status.textOf(Tags.ORD_STATUS)).isEqualTo("0");
        }
    }

    @Test
    void clientsHearLogoutWhenTheBrokerCloses() throws Exception {
        PaperEngine engine = start("PAPER", "WEIR");
        try (SocketClient client = new SocketClient(engine.address(), "WEIR", 1)) {
            client.send("A", LOGON);
            client.next("A");
            engine.close();
            assertThat(client.next("5").textOf(Tags.TEXT)).isEqualTo("the broker closes");
        }
    }

    @Test
    void directoryBelongsToItsSessions() throws Exception {
        start("PAPER", "WEIR").close();
        assertThatThrownBy(() -> start("PAPER", "WEIR", "OTHER"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("expected PAPER WEIR, or another directory");
    }

    private PaperEngine start(String sender, String... targets)
            throws SettingsException, IOException, InterruptedException {
        Listing abc = Listing.share("ABC", Decimals.parse("100"));
        PaperEngine.Plan plan = new PaperEngine.Plan(
                "127.0.0.1",
                0,
                sender,
                List.of(targets),
                Map.of(),
                new PaperSettings(1, 0, 0, List.of(abc), ""),
                directory,
                failure::set,
                alert -> {});
        return PaperEngine.start(plan, PaperListener.NONE, () -> {});
    }
}
