package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** SequenceReset in both modes, and Logon with a reset in the session (FIX 4.4 volume 2, session test cases 10, 11). */
class SequenceResetTest {
    @Test
    void aGapFillMovesTheNextNumber() {
        Rig rig = Rig.acceptor().loggedOn().in("35=4|34=2|123=Y|36=20");

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().nextIn()).isEqualTo(20);
    }

    @Test
    void aGapFillThatIsTooHighIsKeptForItsTurn() {
        Rig rig = Rig.acceptor().loggedOn().in("35=4|34=4|123=Y|36=9");
        assertThat(rig.lines()).containsExactly("> 35=2|34=2|7=2|16=0");

        rig.in("35=4|34=2|43=Y|123=Y|36=4");

        assertThat(rig.session().nextIn()).isEqualTo(9);
    }

    @Test
    void aGapFillThatIsTooLowEndsTheSession() {
        Rig rig = Rig.acceptor().loggedOn().in("35=4|34=1|123=Y|36=9");

        assertThat(rig.lines()).startsWith("> 35=5|34=2|58=MsgSeqNum too low, expecting 2 but received 1");
    }

    @Test
    void aGapFillThatIsTooLowAndPossiblyADuplicateIsIgnored() {
        Rig rig = Rig.acceptor().loggedOn().in("35=4|34=1|43=Y|123=Y|36=9");

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().nextIn()).isEqualTo(2);
    }

    @Test
    void aGapFillBackwardsIsRejectedAndTakesItsNumber() {
        Rig rig = Rig.acceptor().loggedOn().in("35=4|34=2|123=Y|36=2");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=3|34=2|45=2|371=36|372=4|373=5|58=Value is incorrect (out of range) for this tag");
        assertThat(rig.session().nextIn()).isEqualTo(3);
    }

    @Test
    void aResetMovesTheNextNumberWhateverItsOwn() {
        Rig rig = Rig.acceptor().loggedOn().in("35=4|34=77|36=50");

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().nextIn()).isEqualTo(50);
    }

    @Test
    void aResetBackwardsIsRejectedAndChangesNothing() {
        Rig rig = Rig.acceptor().loggedOn().in("35=0|34=2").in("35=4|34=0|123=N|36=1");

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=3|34=2|45=0|371=36|372=4|373=5|58=Value is incorrect (out of range) for this tag");
        assertThat(rig.session().nextIn()).isEqualTo(3);
    }

    @Test
    void aResetEndsAGapAndKeepsWhatIsBeyondIt() {
        Rig rig = Rig.acceptor().loggedOn().in("35=H|34=9|11=A|55=IBM|54=1");
        rig.lines();

        rig.in("35=4|34=2|36=9");

        assertThat(rig.lines()).containsExactly("app: 35=H|34=9|11=A|55=IBM|54=1");
        rig.pass(29).in("35=0|34=10").pass(2);
        assertThat(rig.lines()).containsExactly("> 35=0|34=3");
    }

    @Test
    void aLogonWithResetInTheSessionBeginsBothAgain() {
        Rig rig = Rig.acceptor().loggedOn().send("a").in("35=0|34=2");
        rig.lines();

        rig.in("35=A|34=1|98=0|108=30|141=Y").send("b").in("35=0|34=2");

        assertThat(rig.lines()).containsExactly("app: epoch 2", "> 35=A|34=1|98=0|108=30|141=Y", "> 35=8|34=2|58=b");
        assertThat(rig.session().nextIn()).isEqualTo(3);
    }

    @Test
    void aLogonWithResetAndAWrongNumberEndsTheSession() {
        Rig rig = Rig.acceptor().loggedOn().in("35=A|34=2|98=0|108=30|141=Y");

        assertThat(rig.lines())
                .containsExactly("> 35=5|34=2|58=Invalid Logon message: ResetSeqNumFlag=Y with MsgSeqNum other than 1");
        assertThat(rig.session().epoch()).isEqualTo(1);
    }

    @Test
    void aResetInTheSessionForgetsTheGap() {
        Rig rig = Rig.acceptor().loggedOn().in("35=H|34=3|11=OLD|55=IBM|54=1");
        rig.lines();

        rig.in("35=A|34=1|98=0|108=30|141=Y").in("35=0|34=2");

        assertThat(rig.lines()).containsExactly("app: epoch 2", "> 35=A|34=1|98=0|108=30|141=Y");
        assertThat(rig.session().nextIn()).isEqualTo(3);
    }

    @Test
    void aNumberBeyondAllIsRejectedInEitherMode() {
        Rig rig = Rig.acceptor().loggedOn().in("35=4|34=2|123=Y|36=999999999999999999");
        assertThat(rig.lines())
                .containsExactly(
                        "> 35=3|34=2|45=2|371=36|372=4|373=5|58=Value is incorrect (out of range) for this tag");
        assertThat(rig.session().nextIn()).isEqualTo(3);

        rig.in("35=4|34=3|36=1000000000");
        assertThat(rig.lines())
                .containsExactly(
                        "> 35=3|34=3|45=3|371=36|372=4|373=5|58=Value is incorrect (out of range) for this tag");
        assertThat(rig.session().nextIn()).isEqualTo(3);

        rig.in("35=4|34=3|36=999999999");
        assertThat(rig.session().nextIn()).isEqualTo(999_999_999);
    }

    @Test
    void aMessageWithANumberBeyondAllEndsTheSession() {
        Rig rig = Rig.acceptor("ValidateSequenceNumbers=N").loggedOn().in("35=0|34=2147483648");

        assertThat(rig.lines())
                .startsWith("> 35=5|34=2|58=Received message without MsgSeqNum")
                .contains("disconnect 1: Received message without MsgSeqNum");
        assertThat(rig.session().nextIn()).isEqualTo(2);
    }
}
