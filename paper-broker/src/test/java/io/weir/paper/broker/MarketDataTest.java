package io.weir.paper.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarketDataTest {
    private static final String TYPES = "267=3|269=0|269=1|269=2|146=1|55=ABC|";

    private final CoreScene scene = CoreScene.quiet("").logon(0).logon(1);

    @Test
    void snapshotOfABook() {
        order("b1", "1", "100", "9.99");
        order("b2", "1", "50", "9.99");
        order("b3", "1", "10", "9.98");
        order("s1", "2", "30", "10.01");
        scene.receive("V", "262=r1|263=0|264=1|" + TYPES).receive("V", "262=r2|263=0|264=0|" + TYPES);

        assertThat(scene.sent())
                .containsExactly(
                        "WEIR 35=W|262=r1|55=ABC|268=2|269=0|270=9.99|271=150|346=2|269=1|270=10.01|271=30|346=1|",
                        "WEIR 35=W|262=r2|55=ABC|268=3|269=0|270=9.99|271=150|346=2|269=0|270=9.98|271=10|346=1"
                                + "|269=1|270=10.01|271=30|346=1|");
    }

    @Test
    void snapshotOfAnEmptyBook() {
        scene.receive("V", "262=r1|263=0|264=1|" + TYPES);

        assertThat(scene.sent()).containsExactly("WEIR 35=W|262=r1|55=ABC|268=0|");
    }

    @Test
    void changesComeTenTimesASecondWithEachTrade() {
        order("b1", "1", "100", "9.99");
        scene.receive("V", "262=r1|263=1|264=5|265=1|" + TYPES).sent();
        order("s1", "2", "30", "9.99");
        String time = scene.time();
        order("s2", "2", "20", "10");
        order("b2", "1", "20", "9");
        assertThat(scene.sent()).isEmpty();
        scene.pass(99 * CoreScene.MILLI);
        assertThat(scene.sent()).isEmpty();
        scene.pass(CoreScene.MILLI);

        assertThat(scene.sent())
                .containsExactly(
                        "WEIR 35=X|262=r1|268=4|279=1|269=0|55=ABC|270=9.99|271=70|346=1|279=0|269=0|55=ABC|270=9|271=20|346=1"
                                + "|279=0|269=1|55=ABC|270=10|271=20|346=1|279=0|269=2|55=ABC|270=9.99|271=30|272="
                                + time.substring(0, 8) + "|273=" + time.substring(9) + "|");
        scene.pass(CoreScene.SECOND);
        assertThat(scene.sent()).isEmpty();
    }

    @Test
    void levelThatIsGoneIsDeleted() {
        order("b1", "1", "100", "9.99");
        scene.receive("V", "262=r1|263=1|264=1|265=1|267=1|269=0|146=1|55=ABC|").sent();
        order("b2", "1", "10", "10");
        scene.pass(100 * CoreScene.MILLI);

        assertThat(scene.sent())
                .containsExactly("WEIR 35=X|262=r1|268=2|279=2|269=0|55=ABC|270=9.99|271=100|346=1"
                        + "|279=0|269=0|55=ABC|270=10|271=10|346=1|");
    }

    @Test
    void fullRefreshSendsTheWholeBookAgain() {
        scene.receive("V", "262=r1|263=1|264=1|265=0|" + TYPES + "").sent();
        order("b1", "1", "100", "9.99");
        scene.pass(100 * CoreScene.MILLI).pass(100 * CoreScene.MILLI);

        assertThat(scene.sent()).containsExactly("WEIR 35=W|262=r1|55=ABC|268=1|269=0|270=9.99|271=100|346=1|");
    }

    @Test
    void figuresOfTheDay() {
        order("b1", "1", "100", "9");
        order("s1", "2", "60", "8");
        scene.receive("V", "262=r1|263=1|264=1|265=1|267=4|269=4|269=7|269=8|269=B|146=1|55=ABC|");
        order("b2", "1", "10", "11");
        order("s2", "2", "10", "10");
        scene.pass(100 * CoreScene.MILLI);

        assertThat(scene.sent())
                .containsExactly(
                        "WEIR 35=W|262=r1|55=ABC|268=4|269=4|270=9|269=7|270=9|269=8|270=9|269=B|271=60|",
                        "WEIR 35=X|262=r1|268=2|279=1|269=7|55=ABC|270=11|279=1|269=B|55=ABC|271=70|");
    }

    @Test
    void refusals() {
        scene.receive("V", "262=r1|263=0|264=1|267=1|269=0|146=2|55=ABC|55=NOPE|");
        scene.receive("V", "262=r2|263=0|264=1|267=1|269=5|146=1|55=ABC|");
        scene.receive("V", "262=r3|263=1|264=1|265=1|" + TYPES).sent();
        scene.receive("V", "262=r3|263=1|264=1|265=1|" + TYPES);
        scene.receive("V", "262=r1|263=0|264=1|267=1|269=0|146=2|55=ABC|55=NOPE|");
        scene.receive("V", "262=r2|263=0|264=1|267=1|269=5|146=1|55=ABC|");

        assertThat(scene.sent())
                .containsExactly(
                        "WEIR 35=Y|262=r3|281=1|58=MDReqID r3 is in use|",
                        "WEIR 35=Y|262=r1|281=0|58=unknown symbol NOPE|",
                        "WEIR 35=Y|262=r2|281=8|58=MDEntryType 5 is not supported|");
    }

    @Test
    void subscriptionEndsByRequestOrWithTheLogon() {
        scene.receive("V", "262=r1|263=1|264=1|265=1|" + TYPES).receive("V", "262=r2|263=1|264=1|265=1|" + TYPES);
        scene.receive("V", "262=r1|263=2|264=1|" + TYPES).sent();
        order("b1", "1", "100", "9.99");
        scene.pass(100 * CoreScene.MILLI);
        assertThat(scene.sent()).singleElement().asString().startsWith("WEIR 35=X|262=r2|");

        scene.drop(0).logon(0).sent();
        order("b2", "1", "100", "9.99");
        scene.pass(100 * CoreScene.MILLI);
        assertThat(scene.sent()).isEmpty();
    }

    /** An order of the other client, so that its reports are not in the way. */
    private void order(String clOrdID, String side, String qty, String price) {
        scene.receive(
                1,
                "D",
                "11=" + clOrdID + "|55=ABC|54=" + side + "|38=" + qty + "|40=2|44=" + price + "|60=20261123-10:00:00|");
        scene.discard("OTHER");
    }
}
