package io.weir.gateway.core;

import static io.weir.gateway.core.CoreStage.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.MsgTypes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that people change, add and remove while orders work; every story is replayed to the same state. */
class RuntimeSessionsTest {
    private static final int ADDED = 2;
    private static final String ORDER = "|21=1|55=AAPL|54=1|38=100|40=2|44=150|59=0|60=20261120-15:00:00|";

    @TempDir
    private Path directory;

    private CoreStage stage;

    @BeforeEach
    void open() throws Exception {
        stage = new CoreStage(directory, "20261120-15:00:00.000");
        stage.restart(2);
        take(stage.alerts);
        take(stage.dials);
    }

    @AfterEach
    void replays() {
        stage.assertReplays();
    }

    private void back() {
        stage.connect(CoreStage.CLIENT);
        stage.client(MsgTypes.LOGON, "98=0|108=0|");
        stage.connect(CoreStage.BROKER);
        stage.broker(MsgTypes.LOGON, "98=0|108=0|");
        take(stage.toClient);
        take(stage.toBroker);
    }

    private void edit(String... arguments) {
        stage.admin("ann", "session-edit", arguments);
    }

    private void add(String... arguments) {
        stage.admin("ann", "session-add", arguments);
    }

    private String from(int place, String key) {
        return stage.core.roster().show(place).stream()
                .filter(row -> row.get("key").equals(key))
                .map(row -> row.get("value") + " " + row.get("from"))
                .findFirst()
                .orElse("not there");
    }

    private void file(String from, String to) throws Exception {
        Path file = directory.resolve("sessions.cfg");
        String text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    @Test
    void aChangeOfASessionThatIsDownHoldsAtOnceAndSaysWhatItWas() {
        edit(
                "BRK",
                "SocketConnectHost=10.0.0.9",
                "SocketConnectHost1=10.0.0.10",
                "SocketConnectPort1=4",
                "HeartBtInt=20");

        String words = "WEIR->BRK: SocketConnectHost 127.0.0.1 -> 10.0.0.9, HeartBtInt 3600 -> 20,"
                + " SocketConnectHost1 (none) -> 10.0.0.10, SocketConnectPort1 (none) -> 4";
        assertThat(stage.replies).hasSize(1);
        assertThat(stage.replies.get(0)).startsWith("done: WEIR->BRK: ").endsWith("; next out 2, next in 2");
        assertThat(stage.replies.get(0)).contains(words.substring(11).split(", ", -1));
        assertThat(take(stage.alerts)).singleElement().asString().endsWith(" by ann: test");
        assertThat(take(stage.results))
                .singleElement()
                .asString()
                .startsWith("Explained 1 session-edit WEIR->BRK: ")
                .endsWith(" by ann: test");
        assertThat(from(CoreStage.BROKER, "HeartBtInt")).isEqualTo("20 run time, ann 20261120-15:00:00.000: test");
        assertThat(from(CoreStage.BROKER, "SocketConnectPort")).isEqualTo("2 sessions.cfg:16");
        assertThat(from(CoreStage.BROKER, "NonStopSession")).isEqualTo("Y sessions.cfg:4");
        assertThat(from(CoreStage.BROKER, "ReconnectInterval")).isEqualTo("30 default");
    }

    @Test
    void anInitiatorDialsItsNewHostAndGoesOnWithItsNumbers() {
        edit("BRK", "SocketConnectHost=10.0.0.9");
        assertThat(take(stage.dials)).isEmpty();

        // The connection that was being dialed when the host changed comes to nothing.
        stage.fail(CoreStage.BROKER);
        stage.pass(31);
        assertThat(take(stage.dials)).containsExactly("WEIR->BRK at [10.0.0.9:2]");
        stage.connect(CoreStage.BROKER);

        assertThat(take(stage.toBroker)).containsExactly("A");
        assertThat(stage.core.sessions().session(CoreStage.BROKER).nextOut()).isEqualTo(3);
        assertThat(stage.core.sessions().session(CoreStage.BROKER).epoch()).isEqualTo(1);
    }

    @Test
    void aSessionThatIsUpIsLeftAloneUnlessNow() {
        back();
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=A1" + ORDER);
        take(stage.toClient);
        take(stage.toBroker);

        edit("OMS", "HeartBtInt=20");

        assertThat(take(stage.replies))
                .containsExactly("refused: WEIR->OMS is up; log it out first (weir session logout WEIR->OMS), or add"
                        + " --now, which logs it out and changes it at once");
        assertThat(take(stage.toClient)).isEmpty();

        edit("OMS", "TimeStampPrecision=SECONDS", "--now");

        assertThat(take(stage.replies))
                .containsExactly("done: WEIR->OMS: TimeStampPrecision MILLIS -> SECONDS; next out 5, next in 4");
        assertThat(take(stage.toClient)).containsExactly("5 58=the session's settings change");
        assertThat(stage.alerts).contains("WEIR->OMS disconnected: the session's settings change");
        assertThat(stage.core.flow().openOrdersOf(CoreStage.CLIENT)).isEqualTo(1);

        stage.connect(CoreStage.CLIENT);
        stage.client(MsgTypes.LOGON, "98=0|108=0|");
        stage.broker(MsgTypes.EXECUTION_REPORT, "37=B1|11=$|17=E1|150=0|39=0|55=AAPL|54=1|151=100|14=0|6=0|");
        assertThat(take(stage.toClient)).containsExactly("A", "8 11=A1 150=0 39=0 38=100 44=150 14=0 151=100 6=0");
    }

    @Test
    void anAddedClientTradesLikeTheOtherWhileThatOnesOrderWorks() {
        back();
        stage.client(MsgTypes.NEW_ORDER_SINGLE, "11=A1" + ORDER);
        take(stage.toClient);
        take(stage.toBroker);

        add("", "TargetCompID=OMS2", "HeartBtInt=20");

        assertThat(take(stage.replies))
                .containsExactly(
                        "done: WEIR->OMS2: TargetCompID=OMS2, HeartBtInt=20, the rest as WEIR->OMS; next out 1, next in 1");
        assertThat(take(stage.results))
                .containsExactly(
                        "Explained 2 session-add WEIR->OMS2: TargetCompID=OMS2, HeartBtInt=20, the rest as WEIR->OMS by ann: test");
        stage.counterparty("OMS2");
        stage.connect(ADDED);
        stage.send(ADDED, MsgTypes.LOGON, "98=0|108=20|");
        stage.send(ADDED, MsgTypes.NEW_ORDER_SINGLE, "11=A1" + ORDER);
        String child = stage.child();
        assertThat(take(stage.toBroker)).containsExactly("D 11=" + child + " 38=100 44=150");
        stage.broker(
                MsgTypes.EXECUTION_REPORT,
                "37=B2|11=$|17=E1|150=F|39=2|55=AAPL|54=1|32=100|31=150|151=0|14=100|6=150|");
        assertThat(take(stage.toAdded))
                .containsExactly(
                        "A",
                        "8 11=A1 150=A 39=A 38=100 44=150 14=0 151=100 6=0",
                        "8 11=A1 150=F 39=2 38=100 44=150 32=100 31=150 14=100 151=0 6=150");
        assertThat(stage.toClient).isEmpty();
        assertThat(stage.core.flow().openOrdersOf(CoreStage.CLIENT)).isEqualTo(1);
    }

    @Test
    void anAddedSessionOutlivesTheProcessAndItsRemovalKeepsItsNumbers() {
        add("OMS", "TargetCompID=OMS2");
        stage.counterparty("OMS2");
        stage.connect(ADDED);
        stage.send(ADDED, MsgTypes.LOGON, "98=0|108=20|");
        stage.restart(3);
        stage.connect(ADDED);
        stage.send(ADDED, MsgTypes.LOGON, "98=0|108=20|");
        take(stage.replies);

        stage.admin("bob", "session-remove", "OMS2");
        assertThat(take(stage.replies))
                .containsExactly(
                        "refused: WEIR->OMS2 is up; log it out first and keep it out: weir session disable WEIR->OMS2");
        stage.lose(ADDED);
        stage.admin("bob", "session-remove", "OMS2");
        assertThat(take(stage.replies)).containsExactly("done: WEIR->OMS2: removed; next out 3, next in 3");
        assertThat(stage.core.sessionSettings().get(ADDED).connection().endpoints())
                .isEmpty();
        stage.admin("bob", "session-enable", "OMS2");
        assertThat(take(stage.replies)).containsExactly("refused: no session OMS2; there are: WEIR->OMS, WEIR->BRK");

        add("OMS", "TargetCompID=OMS2", "SocketAcceptPort=7");
        assertThat(take(stage.replies)).singleElement().asString().endsWith("; next out 3, next in 3");
        assertThat(stage.core.sessionSettings().get(ADDED).connection().endpoints())
                .asString()
                .isEqualTo("[*:7]");
        stage.connect(ADDED);
        stage.send(ADDED, MsgTypes.LOGON, "98=0|108=20|");
        assertThat(take(stage.toAdded)).hasSize(3);
    }

    @Test
    void aSessionWithOpenOrdersIsNotRemovedAndOneOfTheFileNever() {
        back();
        add("OMS", "TargetCompID=OMS2");
        stage.counterparty("OMS2");
        stage.connect(ADDED);
        stage.send(ADDED, MsgTypes.LOGON, "98=0|108=20|");
        stage.send(ADDED, MsgTypes.NEW_ORDER_SINGLE, "11=A1" + ORDER);
        stage.lose(ADDED);
        stage.lose(CoreStage.CLIENT);
        take(stage.replies);

        stage.admin("bob", "session-remove", "OMS2");
        stage.admin("bob", "session-remove", "OMS");

        assertThat(take(stage.replies))
                .containsExactly(
                        "refused: WEIR->OMS2 has 1 open orders; cancel them first",
                        "refused: WEIR->OMS stands in the sessions file; take it out there, or: weir session disable");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BRK HeartBtIntt=3 | HeartBtIntt = 3: expected a known key (did you mean HeartBtInt?)
            BRK HeartBtInt=often | HeartBtInt = often: expected a whole number from 1 to 86400
            BRK Password=hunter2 | Password = ***: expected a sessions file: secrets do not belong on a command line
            BRK LogonTag=554=hunter2 | LogonTag = 554=***: expected a sessions file: secrets do not belong on a command line
            BRK TargetCompID=X | TargetCompID = X: expected no CompID: it names the session; weir session add makes another one
            BRK ConnectionType=acceptor | ConnectionType = acceptor: expected no such key: a session is added for a client
            BRK DataDictionary=x.xml | DataDictionary = x.xml: expected a sessions file: what it says is loaded when the gateway starts
            BRK RefreshOnLogon=Y | RefreshOnLogon = Y: expected a key that has an effect: the journal is always current
            BRK SessionQualifier=Q | SessionQualifier = Q: expected no such key: CompIDs name a session
            BRK SocketConnectPort=99999 | SocketConnectPort = 99999: expected a whole number from 1 to 65535
            BRK NonStopSession=N | StartTime: expected HH:MM:SS
            BRK HeartBtInt=1 HeartBtInt=2 | HeartBtInt = 2: expected each key once
            BRK HeartBtInt=3600 | WEIR->BRK has that already; nothing changes
            BRK HeartBtInt= | WEIR->BRK has that already; nothing changes
            BRK HeartBtInt | HeartBtInt: expected KEY=VALUE
            BRK | KEY=VALUE: expected 1 to 64 of them
            NOBODY HeartBtInt=2 | no session NOBODY; there are: WEIR->OMS, WEIR->BRK
            """)
    void whatMakesNoSenseIsRefusedAndChangesNothing(String arguments, String expected) {
        long before = stage.core.roster().stateHash();

        edit(arguments.split(" ", -1));

        assertThat(take(stage.replies)).singleElement().asString().contains(expected);
        assertThat(stage.core.roster().stateHash()).isEqualTo(before);
        assertThat(take(stage.results)).isEmpty();
    }

    @Test
    void anAddedSessionNeedsANameOfItsOwnAndAClientToBeLike() {
        add("OMS", "HeartBtInt=20");
        add("BRK", "TargetCompID=X");
        add("OMS", "TargetCompID=BRK");
        add("OMS", "TargetCompID=X", "ConnectionType=initiator");

        assertThat(take(stage.replies))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isEqualTo("refused: TargetCompID: expected the CompID of the new counterparty"),
                        second -> assertThat(second)
                                .isEqualTo("refused: WEIR->BRK is no client's session; --like names one of a client"),
                        third -> assertThat(third)
                                .isEqualTo("refused: there is a session WEIR->BRK; weir session edit changes it"),
                        fourth -> assertThat(fourth).startsWith("refused: ConnectionType = initiator: expected "));
    }

    @Test
    void theFileWinsForWhatItNowSaysOtherwiseAndNothingElse() throws Exception {
        edit("BRK", "HeartBtInt=20", "ReconnectInterval=5");
        add("OMS", "TargetCompID=OMS2");
        add("OMS2", "TargetCompID=OMS3", "HeartBtInt=9");
        file("HeartBtInt=3600", "HeartBtInt=40");
        Files.writeString(
                directory.resolve("sessions.cfg"),
                "[SESSION]\nConnectionType=acceptor\nTargetCompID=OMS2\nSocketAcceptPort=1\n",
                java.nio.file.StandardOpenOption.APPEND);
        Path yaml = directory.resolve("weir.yaml");
        Files.writeString(
                yaml, Files.readString(yaml).replace("  - compId: OMS\n", "  - compId: OMS\n  - compId: OMS2\n"));
        take(stage.alerts);

        stage.configure(3);

        assertThat(take(stage.alerts))
                .containsExactly(
                        "session WEIR->BRK: the configuration now says HeartBtInt=40; the 20 that ann set is gone",
                        "session WEIR->OMS2 was added at run time and is in the configuration now, which decides");
        assertThat(from(CoreStage.BROKER, "HeartBtInt")).isEqualTo("40 sessions.cfg:6");
        assertThat(from(CoreStage.BROKER, "ReconnectInterval")).startsWith("5 run time");
        assertThat(from(ADDED, "HeartBtInt")).isEqualTo("40 sessions.cfg:6");
        assertThat(from(ADDED + 1, "HeartBtInt")).startsWith("9 run time");
        assertThat(stage.core.roster().export())
                .containsExactly(
                        "# WEIR->BRK: in place of the section at sessions.cfg:12",
                        "#   ReconnectInterval: ann 20261120-15:00:00.000: test",
                        "[SESSION]",
                        "ConnectionType=initiator",
                        "TargetCompID=BRK",
                        "SocketConnectHost=127.0.0.1",
                        "SocketConnectPort=2",
                        "ReconnectInterval=5",
                        "",
                        "# WEIR->OMS3, added like WEIR->OMS at sessions.cfg:7",
                        "#   HeartBtInt: ann 20261120-15:00:00.000: test",
                        "#   TargetCompID: ann 20261120-15:00:00.000: test",
                        "#   weir.yaml, clients: an entry with compId: OMS3 and the rest as that of OMS",
                        "[SESSION]",
                        "ConnectionType=acceptor",
                        "SocketAcceptPort=1",
                        "HeartBtInt=9",
                        "TargetCompID=OMS3",
                        "");
    }

    @Test
    void whatNoLongerGoesWithTheFileIsDroppedAndSaid() throws Exception {
        edit("BRK", "Weekdays=Mon,Tue", "NonStopSession=N", "StartTime=08:00:00", "EndTime=17:00:00");
        assertThat(take(stage.replies)).singleElement().asString().startsWith("done: ");
        file("ConnectionType=initiator", "ConnectionType=initiator\nStartDay=Mon\nEndDay=Fri");
        take(stage.alerts);

        stage.configure(3);

        assertThat(stage.alerts)
                .anyMatch(alert -> alert.startsWith("session WEIR->BRK: what was set at run time does not go with the"
                        + " configuration any more and is gone: "));
        assertThat(stage.core.roster().export()).isEmpty();
    }

    @Test
    void keysGoBackToTheFile() {
        edit("BRK", "HeartBtInt=20", "ReconnectInterval=5");
        edit("BRK", "HeartBtInt=");

        assertThat(from(CoreStage.BROKER, "HeartBtInt")).isEqualTo("3600 sessions.cfg:6");
        assertThat(stage.replies.get(1)).startsWith("done: WEIR->BRK: HeartBtInt 20 -> 3600;");
        assertThat(stage.core.roster().export())
                .contains("ReconnectInterval=5")
                .noneMatch(line -> line.startsWith("HeartBtInt"));
    }

    @Test
    void subAndLocationIdsTellSessionsApart() {
        add("OMS", "TargetCompID=DESK", "TargetSubID=A");
        add("OMS", "TargetCompID=DESK", "TargetSubID=B", "TargetLocationID=EU");
        take(stage.replies);

        edit("DESK", "HeartBtInt=5");
        edit("DESK/A", "HeartBtInt=6");
        edit("WEIR->DESK/B/EU", "HeartBtInt=7");

        assertThat(List.copyOf(stage.replies))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .isEqualTo("refused: more than one session DESK: WEIR->DESK/A, WEIR->DESK/B/EU"),
                        second -> assertThat(second).startsWith("done: WEIR->DESK/A: HeartBtInt 3600 -> 6"),
                        third -> assertThat(third).startsWith("done: WEIR->DESK/B/EU: HeartBtInt 3600 -> 7"));
    }
}
