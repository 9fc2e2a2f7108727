package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** ResetOnError and DisconnectOnError: application messages that would be rejected end the session instead. */
class ErrorsTest {
    private static final String BAD = "35=H|34=2|55=IBM|54=1";

    @Test
    void anErrorLogsOutAndTheNumbersBeginAgain() {
        Rig rig = Rig.acceptor("ResetOnError=Y").loggedOn().in(BAD);
        assertThat(rig.lines()).containsExactly("> 35=5|34=2|58=Session reset: Required tag missing, field=11");

        rig.in("35=5|34=3");
        assertThat(rig.lines())
                .containsExactly("disconnect 1: Logout received", "app: epoch 2", "app: logout, Logout received");

        rig.connected().in("35=A|34=1|98=0|108=30");
        assertThat(rig.lines()).containsExactly("> 35=A|34=1|98=0|108=30", "app: logon");
    }

    @Test
    void theNumbersBeginAgainWithoutAnAnswerToo() {
        Rig rig = Rig.acceptor("ResetOnError=Y").loggedOn().in(BAD).pass(2.1);

        assertThat(rig.lines()).contains("app: epoch 2");
        assertThat(rig.session().nextIn()).isEqualTo(1);
    }

    @Test
    void anErrorEndsTheConnectionAndTheMessageComesAgain() {
        Rig rig = Rig.acceptor("DisconnectOnError=Y").loggedOn().in(BAD);

        assertThat(rig.lines())
                .containsExactly(
                        "disconnect 1: DisconnectOnError: Required tag missing, field=11",
                        "app: logout, DisconnectOnError: Required tag missing, field=11");
        assertThat(rig.session().nextIn()).isEqualTo(2);
        assertThat(rig.session().epoch()).isEqualTo(1);
    }

    @Test
    void administrativeMessagesAreRejectedAsEver() {
        Rig rig =
                Rig.acceptor("ResetOnError=Y", "DisconnectOnError=Y").loggedOn().in("35=1|34=2");

        assertThat(rig.lines())
                .containsExactly("> 35=3|34=2|45=2|371=112|372=1|373=1|58=Required tag missing, field=112");
        assertThat(rig.session().isLoggedOn()).isTrue();
    }

    @Test
    void aWrongCompIdIsRejectedAsEver() {
        Rig rig = Rig.acceptor("DisconnectOnError=Y").loggedOn().in("35=H|34=2|49=X|11=A|55=IBM|54=1");

        assertThat(rig.lines())
                .containsExactly("> 35=3|34=2|45=2|372=H|373=9|58=CompID problem", "> 35=5|34=3|58=CompID problem");
    }
}
