package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Messages that are missing, and those that are asked of us (FIX 4.4 volume 2, session test cases 2b, 8, 20). */
class GapTest {
    private static final String ORDER_STATUS = "|11=A|55=IBM|54=1";

    private static String status(long number) {
        return "35=H|34=" + number + "|11=A" + number + "|55=IBM|54=1";
    }

    @Test
    void aGapIsAskedForAndWhatCameBeforeItsTurnIsHandledInItsTurn() {
        Rig rig = Rig.acceptor().loggedOn().in(status(4)).in(status(5));
        assertThat(rig.lines()).containsExactly("> 35=2|34=2|7=2|16=0");

        rig.in("35=H|34=2|43=Y|122=20260302-11:59:59|11=A2|55=IBM|54=1");
        assertThat(rig.lines()).containsExactly("app: 35=H|34=2|43=Y|122=20260302-11:59:59|11=A2|55=IBM|54=1");

        rig.in("35=4|34=3|43=Y|123=Y|36=4");
        assertThat(rig.lines()).containsExactly("app: 35=H|34=4|11=A4|55=IBM|54=1", "app: 35=H|34=5|11=A5|55=IBM|54=1");
        assertThat(rig.session().nextIn()).isEqualTo(6);
    }

    @Test
    void whatIsResentThoughItWasKeptHasNoSecondEffect() {
        Rig rig = Rig.acceptor().loggedOn().in(status(3)).in("35=4|34=2|43=Y|123=Y|36=3");
        rig.lines();

        rig.in("35=H|34=3|43=Y|122=20260302-11:59:59|11=A3|55=IBM|54=1");

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().nextIn()).isEqualTo(4);
    }

    @Test
    void aGapFillOverWhatWasKeptPassesOverIt() {
        Rig rig = Rig.acceptor().loggedOn().in(status(4)).in("35=4|34=2|43=Y|123=Y|36=6");

        assertThat(rig.lines()).containsExactly("> 35=2|34=2|7=2|16=0");
        assertThat(rig.session().nextIn()).isEqualTo(6);
    }

    @Test
    void redundantRequestsAreSentWhereTheyAreWanted() {
        Rig rig = Rig.acceptor("SendRedundantResendRequests=Y")
                .loggedOn()
                .in(status(4))
                .in(status(5));

        assertThat(rig.lines()).containsExactly("> 35=2|34=2|7=2|16=0", "> 35=2|34=3|7=2|16=0");
    }

    @Test
    void aClosedIntervalNamesTheLastMissingNumber() {
        Rig rig = Rig.acceptor("ClosedResendInterval=Y").loggedOn().in(status(5));

        assertThat(rig.lines()).containsExactly("> 35=2|34=2|7=2|16=4");
    }

    @Test
    void aLongGapIsAskedForInChunks() {
        Rig rig = Rig.acceptor("ResendRequestChunkSize=3").loggedOn().in(status(9));
        assertThat(rig.lines()).containsExactly("> 35=2|34=2|7=2|16=4");

        rig.in("35=4|34=2|43=Y|123=Y|36=4");
        assertThat(rig.lines()).isEmpty();

        rig.in("35=0|34=4|43=Y|122=20260302-11:59:59");
        assertThat(rig.lines()).containsExactly("> 35=2|34=3|7=5|16=7");

        rig.in("35=4|34=5|43=Y|123=Y|36=8");
        assertThat(rig.lines()).containsExactly("> 35=2|34=4|7=8|16=0");

        rig.in("35=4|34=8|43=Y|123=Y|36=9");
        assertThat(rig.lines()).containsExactly("app: 35=H|34=9|11=A9|55=IBM|54=1");
    }

    @Test
    void aGapThatNobodyFillsIsAskedForAgain() {
        Rig rig = Rig.acceptor().loggedOn().in(status(4));
        rig.lines();

        rig.pass(29.9).in("35=0|34=5").pass(0.2);

        assertThat(rig.lines()).containsExactly("> 35=0|34=3", "> 35=2|34=4|7=2|16=0");
        assertThat(rig.alerts()).containsExactly("nobody fills the gap at 2; it is asked for again");
    }

    @Test
    void aGapThatIsBeingFilledIsNotAskedForAgain() {
        Rig rig = Rig.acceptor().loggedOn().in(status(40));
        rig.lines();

        for (int number = 2; number < 10; number++) {
            rig.pass(20).in("35=H|34=" + number + "|43=Y|122=20260302-11:59:59" + ORDER_STATUS);
        }

        assertThat(rig.lines()).noneMatch(line -> line.contains("35=2"));
    }

    @Test
    void aRequestOfTheirsIsAnsweredWithWhatWasSent() {
        Rig rig = Rig.acceptor().loggedOn().send("a").send("b");
        rig.lines();

        rig.in("35=2|34=2|7=2|16=0").in("35=2|34=3|7=1|16=2").in("35=2|34=4|7=3|16=9999");

        assertThat(rig.lines())
                .containsExactly(
                        "app: asked for 2-3",
                        "resend 2-3",
                        "app: asked for 1-2",
                        "resend 1-2",
                        "app: asked for 3-3",
                        "resend 3-3");
    }

    @Test
    void aRequestForWhatWasNeverSentIsToldAndNotAnswered() {
        Rig rig = Rig.acceptor().loggedOn().in("35=2|34=2|7=7|16=0");

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.alerts()).containsExactly("ResendRequest for 7 to 1, sent so far: 1");
        assertThat(rig.session().isLoggedOn()).isTrue();
    }

    @Test
    void bothSidesAskAtOnceAndNeitherWaitsForTheOther() {
        Rig rig = Rig.acceptor().loggedOn().send("a").in(status(3));
        rig.lines();

        rig.in("35=2|34=4|7=2|16=2");
        assertThat(rig.lines()).containsExactly("app: asked for 2-2", "resend 2-2");

        rig.in("35=4|34=2|43=Y|123=Y|36=3");
        assertThat(rig.lines()).containsExactly("app: 35=H|34=3|11=A3|55=IBM|54=1");
        assertThat(rig.session().nextIn()).isEqualTo(5);
    }

    @Test
    void anInvalidRequestBeforeItsTurnIsRejectedOnce() {
        Rig rig = Rig.acceptor().loggedOn().in("35=2|34=3|7=x|16=0");
        assertThat(rig.lines())
                .containsExactly(
                        "> 35=3|34=2|45=3|371=7|372=2|373=6|58=Incorrect data format for value, field=7",
                        "> 35=2|34=3|7=2|16=0");

        rig.in("35=4|34=2|43=Y|123=Y|36=3");

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().nextIn()).isEqualTo(4);
    }

    @Test
    void whatIsKeptIsCheckedInItsTurn() {
        Rig rig = Rig.acceptor().loggedOn().in("35=H|34=3|55=IBM|54=1");
        assertThat(rig.lines()).containsExactly("> 35=2|34=2|7=2|16=0");

        rig.in("35=0|34=2|43=Y|122=20260302-11:59:59");

        assertThat(rig.lines())
                .containsExactly("> 35=3|34=3|45=3|371=11|372=H|373=1|58=Required tag missing, field=11");
    }

    @Test
    void theGapIsForgottenWithTheConnectionAndSeenAgainAtTheNextLogon() {
        Rig rig = Rig.acceptor().loggedOn().in(status(5)).disconnected("gone");
        rig.lines();

        rig.connected().in("35=A|34=6|98=0|108=30");

        assertThat(rig.lines()).containsExactly("> 35=A|34=3|98=0|108=30", "app: logon", "> 35=2|34=4|7=2|16=0");
    }

    @Test
    void moreThanFitsIsAskedForAgainLater() {
        Rig rig = Rig.acceptor().loggedOn();
        for (int number = 3; number < 5000; number++) {
            rig.in("35=0|34=" + number);
        }
        assertThat(rig.lines()).containsExactly("> 35=2|34=2|7=2|16=0");

        rig.in("35=0|34=2|43=Y|122=20260302-11:59:59");

        assertThat(rig.lines()).containsExactly("> 35=2|34=3|7=4099|16=0");
        assertThat(rig.session().nextIn()).isEqualTo(4099);
    }
}
