package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** PossDupFlag (FIX 4.4 volume 2, session test cases 2c to 2g). */
class DuplicatesTest {
    private static final String ORDER = "|11=A|55=IBM|54=1";

    @Test
    void aNumberThatIsTooLowEndsTheSession() {
        Rig rig = Rig.acceptor().loggedOn().in("35=H|34=1" + ORDER);

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=5|34=2|58=MsgSeqNum too low, expecting 2 but received 1",
                        "disconnect 1: MsgSeqNum too low, expecting 2 but received 1",
                        "app: logout, MsgSeqNum too low, expecting 2 but received 1");
    }

    @Test
    void aDuplicateOfSomethingProcessedHasNoEffect() {
        Rig rig = Rig.acceptor().loggedOn().in("35=H|34=2" + ORDER);
        rig.lines();

        rig.in("35=H|34=2|43=Y|122=20260302-11:59:59" + ORDER);

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().nextIn()).isEqualTo(3);
    }

    @Test
    void aDuplicateOfSomethingThatNeverCameIsProcessed() {
        Rig rig = Rig.acceptor().loggedOn().in("35=H|34=2|43=Y|122=20260302-11:59:59" + ORDER);

        assertThat(rig.lines()).containsExactly("app: 35=H|34=2|43=Y|122=20260302-11:59:59" + ORDER);
    }

    @Test
    void anOriginalTimeAfterTheSendingTimeIsRejectedAndEndsTheSession() {
        Rig rig = Rig.acceptor().loggedOn().in("35=H|34=1|43=Y|122=20260302-12:00:01" + ORDER);

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=3|34=2|45=1|371=122|372=H|373=10|58=SendingTime accuracy problem",
                        "> 35=5|34=3|58=SendingTime accuracy problem, field=122");
        assertThat(rig.session().state()).isEqualTo(FixSession.State.LOGOUT_SENT);
    }

    @Test
    void anOriginalTimeThatLacksIsRejectedAndTheSessionGoesOn() {
        Rig rig = Rig.acceptor().loggedOn().in("35=H|34=1|43=Y" + ORDER);

        assertThat(rig.lines()).containsExactly("> 35=3|34=2|45=1|371=122|372=H|373=1|58=Required tag missing");
        assertThat(rig.session().isLoggedOn()).isTrue();
    }

    @Test
    void anOriginalTimeNeedNotBeThereWhereTheSettingsSaySo() {
        Rig rig = Rig.acceptor("RequiresOrigSendingTime=N").loggedOn().in("35=H|34=1|43=Y" + ORDER);

        assertThat(rig.lines()).isEmpty();
    }

    @Test
    void aDuplicateOfALogoutIsNoLogout() {
        Rig rig = Rig.acceptor().loggedOn().in("35=5|34=1|43=Y|122=20260302-11:59:59");

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().isLoggedOn()).isTrue();
    }
}
