package io.weir.sessions.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RejectGarbledMessage=Y, as QuickFIX/J 2.3.2 answers, and where the standard's reading differs. */
class GarbledTest {
    private static final String STATUS = "|11=A|55=IBM|54=1";

    private static Rig rejecting(String... more) {
        String[] keys = new String[more.length + 1];
        System.arraycopy(more, 0, keys, 0, more.length);
        keys[more.length] = "RejectGarbledMessage=Y";
        return Rig.acceptor(keys).loggedOn();
    }

    @Test
    void aWrongCheckSumIsRejectedAndTakesItsNumber() {
        Rig rig = rejecting().summed("35=H|34=2" + STATUS, false).summed("35=1|34=3|112=x", true);

        assertThat(rig.lines())
                .containsExactly("> 35=3|34=2|45=2|372=H|58=Message failed basic validity check", "> 35=0|34=3|112=x");
    }

    @Test
    void beforeItsTurnItIsRejectedAndComesAgain() {
        Rig rig = rejecting().summed("35=H|34=5" + STATUS, false).summed("35=0|34=6", true);

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=3|34=2|45=5|372=H|58=Message failed basic validity check", "> 35=2|34=3|7=2|16=0");
        assertThat(rig.session().nextIn()).isEqualTo(2);
    }

    @Test
    void byTheStandardNothingIsRejectedThatComesAgain() {
        Rig rig = rejecting("WeirProfile=strict")
                .summed("35=H|34=5" + STATUS, false)
                .summed("35=H|34=2" + STATUS, false);

        assertThat(rig.lines()).containsExactly("> 35=3|34=2|45=2|372=H|373=99|58=Message failed basic validity check");
        assertThat(rig.session().nextIn()).isEqualTo(3);
    }

    @Test
    void aNumberThatIsTooLowChangesNothing() {
        Rig rig = rejecting().summed("35=0|34=1", false);

        assertThat(rig.lines()).containsExactly("> 35=3|34=2|45=1|372=0|58=Message failed basic validity check");
        assertThat(rig.session().nextIn()).isEqualTo(2);
    }

    @Test
    void aSequenceResetIsRejectedAndTakesNoNumber() {
        Rig rig = rejecting().summed("35=4|34=2|123=Y|36=9", false);

        assertThat(rig.lines()).containsExactly("> 35=3|34=2|45=2|372=4|58=Message failed basic validity check");
        assertThat(rig.session().nextIn()).isEqualTo(2);
    }

    @Test
    void aRejectIsNeverRejected() {
        Rig rig = rejecting().summed("35=3|34=2|45=1", false);

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().nextIn()).isEqualTo(2);
    }

    @Test
    void fieldsThatCannotBeToldApartAreRejectedToo() {
        Rig rig = rejecting()
                .summed("35=H|34=2|9x=y" + STATUS, true)
                .summed("35=H|34=3|nonsense=" + STATUS, true)
                .summed("35=H|34=4|95=100|96=ab" + STATUS, true);

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=3|34=2|45=2|372=H|58=Message failed basic validity check",
                        "> 35=3|34=3|45=3|372=H|58=Message failed basic validity check",
                        "> 35=3|34=4|45=4|372=H|58=Message failed basic validity check");
    }

    @Test
    void withoutMsgSeqNumTheRejectIsOfNumberNull() {
        Rig rig = rejecting().summed("35=H|34=-" + STATUS, false);

        assertThat(rig.lines()).containsExactly("> 35=3|34=2|45=0|372=H|58=Message failed basic validity check");
    }

    @Test
    void whatWaitedBehindItIsHandled() {
        Rig rig = rejecting().summed("35=H|34=3" + STATUS, true).summed("35=H|34=2" + STATUS, false);

        assertThat(rig.lines())
                .containsExactly(
                        "> 35=2|34=2|7=2|16=0",
                        "> 35=3|34=3|45=2|372=H|58=Message failed basic validity check",
                        "app: 35=H|34=3" + STATUS);
    }

    @Test
    void beforeTheLogonNothingIsAnswered() {
        Rig rig = Rig.acceptor("RejectGarbledMessage=Y").connected().summed("35=0|34=1", false);

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().nextOut()).isEqualTo(1);
    }

    @Test
    void aWrongCheckSumIsRightWhereNobodyLooksAtIt() {
        Rig rig = rejecting("ValidateChecksum=N").summed("35=1|34=2|112=x", false);

        assertThat(rig.lines()).containsExactly("> 35=0|34=2|112=x");
    }

    @Test
    void withoutTheSettingTheyArePassedOver() {
        Rig rig = Rig.acceptor().loggedOn().in("35=H|34=2|95=100|96=ab" + STATUS);

        assertThat(rig.lines()).isEmpty();
        assertThat(rig.session().nextIn()).isEqualTo(2);
        assertThat(rig.layer().garbled()).isEqualTo(1);
    }
}
