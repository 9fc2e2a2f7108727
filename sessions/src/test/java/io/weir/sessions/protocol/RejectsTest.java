package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is wrong with a message, and what is said of it (FIX 4.4 volume 2, session test cases 2i to 3, 14). */
class RejectsTest {
    @Test
    void whatTheDictionaryRefusesIsRejectedAndTakesItsNumber() {
        Rig rig = Rig.acceptor().loggedOn().in("35=H|34=2|55=IBM|54=1");

        assertThat(rig.lines())
                .containsExactly("> 35=3|34=2|45=2|371=11|372=H|373=1|58=Required tag missing, field=11");
        assertThat(rig.session().nextIn()).isEqualTo(3);
    }

    @Test
    void withoutRejectsAnInvalidMessageIsToldAndHandledAllTheSame() {
        Rig rig = Rig.acceptor("RejectInvalidMessage=N").loggedOn().in("35=H|34=2|55=IBM|54=1");

        assertThat(rig.lines()).containsExactly("app: 35=H|34=2|55=IBM|54=1");
        assertThat(rig.alerts()).containsExactly("accepted though 373=1 371=11 58=Required tag missing, field=11");
    }

    @Test
    void aTagThatIsANumberButNoneThatCanBeIsRejected() {
        Rig rig = Rig.acceptor().loggedOn().in("35=0|34=2|-7=x").in("35=0|34=3|0=x");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=3|34=2|45=2|371=-7|372=0|373=0|58=Invalid tag number, field=-7",
                        "> 35=3|34=3|45=3|371=0|372=0|373=0|58=Invalid tag number, field=0");
    }

    @Test
    void aTagThatIsNoNumberMakesAMessageGarbled() {
        Rig rig = Rig.acceptor().loggedOn().in("35=0|34=2|4x=y");

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().nextIn()).isEqualTo(2);
        assertThat(rig.layer().garbled()).isEqualTo(1);
    }

    @Test
    void theFirstThreeFieldsMustHaveTheirPlaces() {
        Rig rig = Rig.acceptor()
                .loggedOn()
                .raw("8=FIX.4.4|9=0|34=2|35=0|49=THEM|56=US|52=20260302-12:00:00|10=000|")
                .raw("8=FIX.4.4|35=0|9=0|34=2|49=THEM|56=US|52=20260302-12:00:00|10=000|")
                .raw("8=FIX.4.4|");

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.layer().garbled()).isEqualTo(3);
    }

    @Test
    void anotherCompIdIsRejectedAndEndsTheSession() {
        Rig rig = Rig.acceptor().loggedOn().in("35=0|34=2|56=OTHER");

        assertThat(rig.lines())
                .containsExactly("> 35=3|34=2|45=2|372=0|373=9|58=CompID problem", "> 35=5|34=3|58=CompID problem");
        rig.in("35=5|34=3");
        assertThat(rig.lines()).containsExactly("disconnect 1: Logout received", "app: logout, Logout received");
    }

    @Test
    void theStandardNamesTheTagOfAWrongCompId() {
        Rig rig = Rig.acceptor("WeirProfile=strict").loggedOn().in("35=0|34=2|49=OTHER");

        assertThat(rig.lines()).first().isEqualTo("> 35=3|34=2|45=2|371=49|372=0|373=9|58=CompID problem");
    }

    @Test
    void aCompIdThatLacksOrIsEmptyIsTheDictionarysMatter() {
        Rig rig = Rig.acceptor().loggedOn().in("35=0|34=2|49=-").in("35=0|34=3|56=");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=3|34=2|45=2|371=49|372=0|373=1|58=Required tag missing, field=49",
                        "> 35=3|34=3|45=3|371=56|372=0|373=4|58=Tag specified without a value, field=56");
        assertThat(rig.session().isLoggedOn()).isTrue();
    }

    @Test
    void aCompIdMayNotLackEvenWithoutDictionary() {
        Rig rig = Rig.acceptor("UseDataDictionary=N").loggedOn().in("35=0|34=2|49=-");

        assertThat(rig.lines()).containsExactly("> 35=3|34=2|45=2|371=49|372=0|373=1|58=Required tag missing");
    }

    @Test
    void compIdsDoNotCountWhereTheSettingsSaySo() {
        Rig rig = Rig.acceptor("CheckCompID=N").loggedOn().in("35=1|34=2|49=OTHER|112=x");

        assertThat(rig.lines()).containsExactly("> 35=0|34=2|112=x");
    }

    @Test
    void aWrongClockIsRejectedAndEndsTheSession() {
        Rig rig = Rig.acceptor().loggedOn().in("35=0|34=2|52=20260302-12:02:01");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=3|34=2|45=2|371=52|372=0|373=10|58=SendingTime accuracy problem",
                        "> 35=5|34=3|58=SendingTime accuracy problem, field=52");
    }

    @Test
    void clocksDoNotCountWhereTheSettingsSaySo() {
        Rig rig = Rig.acceptor("CheckLatency=N").loggedOn().in("35=1|34=2|52=20200101-00:00:00|112=x");

        assertThat(rig.lines()).containsExactly("> 35=0|34=2|112=x");
    }

    @Test
    void anotherFixVersionEndsTheSession() {
        Rig rig = Rig.acceptor().loggedOn().in("8=FIX.4.2|35=0|34=2");

        assertThat(rig.lines()).containsExactly("> 35=5|34=2|58=Incorrect BeginString");
    }

    @Test
    void aMessageWithoutNumberEndsTheSession() {
        Rig rig = Rig.acceptor().loggedOn().in("35=0");

        assertThat(rig.lines())
                .startsWith(
                        "> 35=5|34=2|58=Received message without MsgSeqNum",
                        "disconnect 1: Received message without MsgSeqNum");
    }

    @Test
    void aRejectGoesToTheApplication() {
        Rig rig = Rig.acceptor().loggedOn().send("a").in("35=3|34=2|45=2|58=no");

        assertThat(rig.lines()).containsExactly("> 35=8|34=2|58=a", "app: rejected 2");
    }

    @Test
    void aWrongRejectIsNotRejected() {
        Rig rig = Rig.acceptor().loggedOn().in("35=3|34=2|45=x");

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.alerts())
                .containsExactly("their Reject of x is wrong itself: Incorrect data format for value, field=45");
        assertThat(rig.session().nextIn()).isEqualTo(3);
    }

    @Test
    void anAnswerGoesBackTheWayTheMessageCame() {
        Rig rig = Rig.acceptor().loggedOn().in("35=H|34=2|115=DESK|116=JO|128=VENUE|55=IBM|54=1");

        assertThat(rig.lines())
                .containsExactly("> 35=3|34=2|128=DESK|129=JO|115=VENUE|45=2|371=11|372=H|373=1|58=Required tag"
                        + " missing, field=11");
    }
}
