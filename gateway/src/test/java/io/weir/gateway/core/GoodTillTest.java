package io.weir.gateway.core;

import static io.weir.gateway.core.CoreStage.take;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.MsgTypes;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders that are good till canceled (59=1) or till a date (59=6): over days, restarts and sessions that begin anew. */
class GoodTillTest {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final String GTC = "11=A|55=AAPL|54=1|60=20261120-15:00:00|38=100|40=2|44=150|59=1|";
    private static final String GTD = "11=A|55=AAPL|54=1|60=20261120-15:00:00|38=100|40=2|44=150|59=6|";

    private CoreStage stage;

    /** Friday, 10:00 in New York; days roll at 17:00, 22:00 UTC. */
    @BeforeEach
    void open(@TempDir Path directory) throws Exception {
        stage = new CoreStage(directory, "20261120-15:00:00");
    }

    @AfterEach
    void replays() {
        stage.assertReplays();
    }

    private void said(String fields) {
        stage.broker(MsgTypes.EXECUTION_REPORT, "37=B1|11=$|55=AAPL|54=1|" + fields);
    }

    private void working(String order) {
        stage.client(MsgTypes.NEW_ORDER_SINGLE, order);
        said("17=E1|150=0|39=0|151=100|14=0|6=0|");
        said("17=E2|150=F|39=1|32=40|31=149.5|151=60|14=40|6=149.5|");
        take(stage.toClient);
        take(stage.toBroker);
    }

    /** Time passes while the broker is there. */
    private void pass(long seconds) {
        for (long left = seconds; left > 0; left -= HOUR / 2) {
            stage.pass(Math.min(left, HOUR / 2));
            stage.broker('0', "");
        }
        stage.toBroker.removeIf(line -> line.equals("0"));
    }

    @Test
    void goodTillCancelGoesToTheBrokerAsItIs() {
        stage.client(MsgTypes.NEW_ORDER_SINGLE, GTC);
        assertThat(take(stage.toBroker)).containsExactly("D 11=" + stage.child() + " 38=100 44=150 59=1");
        stage.client(MsgTypes.NEW_ORDER_SINGLE, GTD.replace("11=A", "11=B") + "432=20261127|");
        assertThat(take(stage.toBroker)).containsExactly("D 11=" + stage.child() + " 38=100 44=150 59=6 432=20261127");
    }

    @Test
    void orderIsRenewedInTheMorningWithWhatIsOfTheDay() {
        working(GTC);
        said("17=E3|150=3|39=3|151=60|14=40|6=149.5|");
        assertThat(take(stage.toClient)).containsExactly("8 11=A 150=3 39=3 38=100 44=150 59=1 14=40 151=60 6=149.5");
        pass(7 * HOUR + MINUTE);
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A 150=D 39=1 38=100 44=150 59=1 14=40 151=60 6=149.5 424=60 425=0 426=0 378=1");
        said("17=E4|150=D|39=1|378=1|38=100|44=150|151=60|14=40|6=149.5|");
        assertThat(take(stage.toClient)).isEmpty();
        said("17=E5|150=F|39=1|32=10|31=150|151=50|14=50|6=149.6|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A 150=F 39=1 38=100 44=150 59=1 32=10 31=150 14=50 151=50 6=149.6 424=60 425=10"
                        + " 426=150");
        pass(24 * HOUR);
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A 150=D 39=1 38=100 44=150 59=1 14=50 151=50 6=149.6 424=50 425=0 426=0 378=1");
        stage.client(MsgTypes.NEW_ORDER_SINGLE, GTC);
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A 150=8 39=8 38=100 44=150 14=0 151=0 6=0 103=6 58=TE012 ClOrdID (11) is used: A");
        assertThat(stage.alerts).isEmpty();
    }

    @Test
    void bustOfAnEarlierDayChangesWhatIsLeftOfTheDayAndNotWhatIsFilledInIt() {
        working(GTC);
        pass(8 * HOUR);
        said("17=E3|150=F|39=1|32=10|31=150|151=50|14=50|6=149.6|");
        take(stage.toClient);
        said("17=E4|150=H|39=1|19=E2|32=40|31=149.5|151=90|14=10|6=150|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A 150=H 39=1 38=100 44=150 59=1 32=40 31=149.5 14=10 151=90 6=150 424=100"
                        + " 425=10 426=150");
    }

    @Test
    void clientThatIsAwayAtTheRollIsToldWhenItIsBack() {
        working(GTC);
        stage.dropClient();
        pass(8 * HOUR);
        said("17=E4|150=D|39=1|378=1|38=100|44=150|151=60|14=40|6=149.5|");
        assertThat(take(stage.toClient)).isEmpty();
        stage.connectClient();
        assertThat(take(stage.toClient))
                .containsExactly(
                        "A", "8 11=A 150=D 39=1 38=100 44=150 59=1 14=40 151=60 6=149.5 424=60 425=0 426=0 378=1");
        stage.dropClient();
        stage.connectClient();
        assertThat(take(stage.toClient)).containsExactly("A");
    }

    @Test
    void restartsAndSessionsThatBeginAnewKeepEverything() {
        working(GTC);
        pass(8 * HOUR);
        take(stage.toClient);
        stage.restart();
        stage.admin("ann", "session-reset", "OMS");
        stage.reconnectClientAnew();
        said("17=E5|150=F|39=1|32=10|31=150|151=50|14=50|6=149.6|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "A",
                        "8 11=A 150=F 39=1 38=100 44=150 59=1 32=10 31=150 14=50 151=50 6=149.6 424=60 425=10"
                                + " 426=150");
        take(stage.toBroker);
        stage.client(MsgTypes.ORDER_CANCEL_REQUEST, "11=C|41=A|55=AAPL|54=1|60=20261120-15:00:00|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=C 41=A 150=6 39=6 38=100 44=150 59=1 14=50 151=50 6=149.6 424=60 425=10" + " 426=150");
        assertThat(take(stage.toBroker)).hasSize(1);
    }

    @Test
    void brokerThatIsDoneForTheDayAfterOurRollWorksAgainWhenItSaysSo() {
        working(GTC);
        pass(7 * HOUR + MINUTE);
        take(stage.toClient);
        said("17=E3|150=3|39=3|151=60|14=40|6=149.5|");
        said("17=E4|150=D|39=1|378=1|38=100|44=150|151=60|14=40|6=149.5|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A 150=3 39=3 38=100 44=150 59=1 14=40 151=60 6=149.5 424=60 425=0 426=0",
                        "8 11=A 150=D 39=1 38=100 44=150 59=1 14=40 151=60 6=149.5 424=60 425=0 426=0 378=1");
    }

    @Test
    void brokerExpiresAGoodTillDateOrder() {
        working(GTD + "432=20261120|");
        pass(7 * HOUR + MINUTE);
        take(stage.toClient);
        said("17=E3|150=C|39=C|151=0|14=40|6=149.5|");
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A 150=C 39=C 38=100 44=150 59=6 14=40 151=0 6=149.5 424=60 425=0 426=0");
        pass(HOUR);
        assertThat(stage.toBroker).isEmpty();
        assertThat(stage.toClient).isEmpty();
    }

    @Test
    void brokerIsAskedAndThenTheOrderExpires() {
        working(GTD + "126=20261120-16:00:00|");
        pass(HOUR + 4 * MINUTE);
        assertThat(stage.toBroker).isEmpty();
        stage.pass(MINUTE);
        assertThat(take(stage.toBroker)).containsExactly("H 11=" + stage.child());
        said("17=0|150=I|39=1|151=60|14=40|6=149.5|");
        assertThat(take(stage.toClient)).isEmpty();
        stage.pass(MINUTE + 1);
        assertThat(take(stage.toClient))
                .containsExactly("8 11=A 150=C 39=C 38=100 44=150 59=6 14=40 151=0 6=149.5 58=TE006 the order was good"
                        + " till now");
        assertThat(stage.alerts).anyMatch(text -> text.contains("its child stays reserved"));
    }

    @Test
    void brokerIsAskedInTimeAlsoWhereTheProcessWasDownBefore() {
        working(GTD + "126=20261120-16:00:00|");
        stage.restartAfter(40 * MINUTE);
        take(stage.toBroker);
        stage.pass(25 * MINUTE - 1);
        assertThat(take(stage.toBroker)).isEmpty();
        stage.pass(1);
        assertThat(take(stage.toBroker)).containsExactly("H 11=" + stage.child());
        stage.assertReplays();
    }

    @Test
    void replaceMovesTheEndOfAnOrder() {
        working(GTD + "126=20261120-16:00:00|");
        stage.client(
                MsgTypes.ORDER_CANCEL_REPLACE_REQUEST, GTD.replace("11=A|", "11=R|41=A|") + "126=20261120-18:00:00|");
        assertThat(take(stage.toBroker)).hasSize(1).first().asString().endsWith("126=20261120-18:00:00");
        said("17=E3|150=5|39=1|38=100|44=150|151=60|14=40|6=149.5|");
        take(stage.toClient);
        pass(2 * HOUR);
        assertThat(stage.toBroker).isEmpty();
        pass(HOUR + 5 * MINUTE);
        assertThat(take(stage.toBroker)).containsExactly("H 11=" + stage.child());
    }

    @Test
    void endThatCannotBeIsRefused() {
        String refused = "8 11=A%s 150=8 39=8 38=100 44=150 14=0 151=0 6=0 103=99 58=TE001 ";
        for (String end : new String[] {"1|", "2|432=20261119|", "4|432=20261127|126=20261127-10:00:00|"}) {
            stage.client(
                    MsgTypes.NEW_ORDER_SINGLE,
                    GTD.replace("11=A|", "11=A" + end.charAt(0) + "|") + end.substring(end.indexOf('|') + 1));
        }
        assertThat(take(stage.toClient))
                .containsExactly(
                        refused.formatted(1)
                                + "good till date needs ExpireDate (432) or ExpireTime (126), one of the two",
                        refused.formatted(2) + "the end of a good till date order is past: 20261119",
                        refused.formatted(4)
                                + "good till date needs ExpireDate (432) or ExpireTime (126), one of the two");
    }

    @Test
    void splitGivesMoreSharesForTheSameMoney() {
        working(GTC);
        pass(8 * HOUR);
        take(stage.toClient);
        said("17=E4|150=D|39=1|378=0|38=200|44=75|151=120|14=80|6=74.75|");
        assertThat(take(stage.toClient))
                .containsExactly(
                        "8 11=A 150=F 39=1 38=200 44=75 59=1 32=40 31=0 14=80 151=120 6=74.75 424=160 425=40 426=0",
                        "8 11=A 150=D 39=1 38=200 44=75 59=1 14=80 151=120 6=74.75 424=160 425=40 426=0 378=0");
        assertThat(stage.alerts).anyMatch(text -> text.contains("corporate action"));
    }

    @Test
    void cancelOnDisconnectOfTheDayLeavesThem(@TempDir Path other) throws Exception {
        stage = new CoreStage(other, "20261120-15:00:00", "WeirCancelOnDisconnect=0");
        working(GTC);
        stage.dropClient();
        assertThat(take(stage.toBroker)).isEmpty();
    }

    @Test
    void cancelOnDisconnectOfAllCancelsThem(@TempDir Path other) throws Exception {
        stage = new CoreStage(other, "20261120-15:00:00", "WeirCancelOnDisconnect=0\nWeirCancelOnDisconnectScope=ALL");
        working(GTC);
        stage.dropClient();
        assertThat(take(stage.toBroker)).hasSize(1).first().asString().startsWith("F ");
    }

    @Test
    void manyAreRenewedAtAPace() {
        for (int i = 0; i < 250; i++) {
            stage.client(MsgTypes.NEW_ORDER_SINGLE, GTC.replace("11=A", "11=A" + i));
        }
        take(stage.toClient);
        stage.pass(7 * HOUR);
        assertThat(take(stage.toClient)).hasSize(100);
        stage.pass(1);
        assertThat(take(stage.toClient)).hasSize(150).allMatch(line -> line.endsWith("378=1"));
    }
}
