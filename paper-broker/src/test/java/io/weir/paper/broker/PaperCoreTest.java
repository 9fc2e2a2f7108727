package io.weir.paper.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Decimals;
import io.weir.paper.market.Listing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The broker's side of FIX 4.4, message by message. */
class PaperCoreTest {
    private static final String BUY = "11=a1|1=ACC|55=ABC|54=1|38=100|40=2|44=10|59=0|60=20261123-10:00:00|";

    @Test
    void orderIsAcknowledgedAndFilledWithAllFields() {
        CoreScene scene = CoreScene.quiet("").logon(0).logon(1);
        scene.receive("D", BUY);
        scene.receive(1, "D", "11=b1|55=ABC|54=5|38=40|40=1|60=20261123-10:00:00|");

        assertThat(scene.sent())
                .containsExactly(
                        "WEIR 35=8|37=O1|11=a1|17=E1|150=0|39=0|1=ACC|55=ABC|54=1|38=100|40=2|44=10|59=0|151=100|14=0|6=0|",
                        "OTHER 35=8|37=O2|11=b1|17=E2|150=0|39=0|55=ABC|54=5|38=40|40=1|59=0|151=40|14=0|6=0|",
                        "WEIR 35=8|37=O1|11=a1|17=E3|150=F|39=1|1=ACC|55=ABC|54=1|38=100|40=2|44=10|59=0"
                                + "|32=40|31=10|30=PAPR|851=1|151=60|14=40|6=10|",
                        "OTHER 35=8|37=O2|11=b1|17=E4|150=F|39=2|55=ABC|54=5|38=40|40=1|59=0"
                                + "|32=40|31=10|30=PAPR|851=2|151=0|14=40|6=10|");
    }

    @Test
    void cancelReplaceAndTheirRefusals() {
        CoreScene scene = CoreScene.quiet("").logon(0).receive("D", BUY);
        scene.sent();
        scene.receive("G", "11=a2|41=a1|1=ACC|55=ABC|54=1|38=50|40=2|44=11|111=10|60=20261123-10:00:00|");
        scene.receive("F", "11=a3|41=a2|55=ABC|54=1|60=20261123-10:00:00|");
        scene.receive("F", "11=a4|41=zz|55=ABC|54=1|60=20261123-10:00:00|");
        scene.receive("G", "11=a5|41=a2|55=ABC|54=1|38=50|40=J|60=20261123-10:00:00|");
        scene.receive("G", "11=a6|41=yy|55=ABC|54=1|38=50|40=J|60=20261123-10:00:00|");

        assertThat(scene.sent())
                .containsExactly(
                        "WEIR 35=8|37=O1|11=a2|41=a1|17=E2|150=5|39=0|1=ACC|55=ABC|54=1|38=50|40=2|44=11|59=0|111=10|151=50|14=0|6=0|",
                        "WEIR 35=8|37=O1|11=a3|41=a2|17=E3|150=4|39=4|1=ACC|55=ABC|54=1|38=50|40=2|44=11|59=0|111=10|151=0|14=0|6=0|",
                        "WEIR 35=9|37=NONE|11=a4|41=zz|39=8|434=1|102=1|58=unknown order|",
                        "WEIR 35=9|37=O1|11=a5|41=a2|39=4|1=ACC|434=2|102=99|58=OrdType J is not supported|",
                        "WEIR 35=9|37=NONE|11=a6|41=yy|39=8|434=2|102=1|58=unknown order|");
    }

    @Test
    void ordersThatCannotBeAreRejected() {
        CoreScene scene = CoreScene.quiet("").logon(0);
        scene.receive("D", "11=a1|55=NOPE|54=1|38=100|40=2|44=10|60=20261123-10:00:00|");
        scene.receive("D", "11=a2|55=ABC|54=1|40=2|44=10|60=20261123-10:00:00|");
        scene.receive("D", "11=a3|55=ABC|54=3|38=100|40=2|44=10|60=20261123-10:00:00|");
        scene.receive("D", "11=a4|55=ABC|54=1|152=1000|40=1|60=20261123-10:00:00|");

        assertThat(scene.sent())
                .containsExactly(
                        "WEIR 35=8|37=O1|11=a1|17=E1|150=8|39=8|103=1|55=NOPE|54=1|38=100|40=2|44=10|59=0|151=0|14=0|6=0|58=unknown symbol NOPE|",
                        "WEIR 35=8|37=O2|11=a2|17=E2|150=8|39=8|103=13|55=ABC|54=1|38=0|40=2|44=10|59=0|151=0|14=0|6=0"
                                + "|58=the quantity is not a positive multiple of the lot|",
                        "WEIR 35=8|37=NONE|17=R1|150=8|39=8|151=0|14=0|6=0|11=a3|55=ABC|54=3|38=100|40=2|44=10|103=11|58=Side 3 is not supported|",
                        "WEIR 35=8|37=NONE|17=R2|150=8|39=8|151=0|14=0|6=0|11=a4|55=ABC|54=1|40=1|103=11|58=CashOrderQty is not supported|");
    }

    @Test
    void possResendOfAKnownOrderIsAnsweredByItsStatus() {
        CoreScene scene = CoreScene.quiet("").logon(0).receive("D", BUY);
        scene.sent();
        scene.receive("D", BUY.replace("11=a1|", "97=Y|11=a1|"));
        scene.receive("D", BUY);

        assertThat(scene.sent())
                .containsExactly(
                        "WEIR 35=8|37=O1|11=a1|17=0|150=I|39=0|1=ACC|55=ABC|54=1|38=100|40=2|44=10|59=0|151=100|14=0|6=0|",
                        "WEIR 35=8|37=O2|11=a1|17=E2|150=8|39=8|103=6|1=ACC|55=ABC|54=1|38=100|40=2|44=10|59=0|151=0|14=0|6=0"
                                + "|58=duplicate ClOrdID|");
    }

    @Test
    void statusOfOneAndOfAll() {
        CoreScene scene = CoreScene.quiet("").logon(0).receive("D", BUY);
        scene.sent();
        scene.receive("H", "790=Q1|11=a1|55=ABC|54=1|").receive("H", "11=zz|55=ABC|54=2|");
        scene.receive("AF", "584=M1|585=7|")
                .receive("AF", "584=M2|585=1|55=XYZ|")
                .receive("AF", "584=M3|585=3|");

        assertThat(scene.sent())
                .containsExactly(
                        "WEIR 35=8|790=Q1|37=O1|11=a1|17=0|150=I|39=0|1=ACC|55=ABC|54=1|38=100|40=2|44=10|59=0|151=100|14=0|6=0|",
                        "WEIR 35=8|37=NONE|11=zz|17=0|150=I|39=8|103=5|55=ABC|54=2|38=0|40=1|59=0|151=0|14=0|6=0|58=unknown order|",
                        "WEIR 35=8|584=M1|911=1|912=Y|37=O1|11=a1|17=0|150=I|39=0|1=ACC|55=ABC|54=1|38=100|40=2|44=10|59=0|151=100|14=0|6=0|",
                        "WEIR 35=8|584=M2|911=0|912=Y|37=NONE|17=0|150=I|39=8|151=0|14=0|6=0|55=XYZ|54=1|58=no open orders|",
                        "WEIR 35=j|45=7|372=AF|380=5|58=MassStatusReqType (585) of 7, or of 1 with Symbol, is expected|");
    }

    @Test
    void whatABrokerDoesNotDoIsRefusedOnceAndNeverInALoop() {
        CoreScene scene = CoreScene.quiet("").logon(0);
        scene.receive("B", "148=news|33=1|58=x|").receive("j", "45=1|372=8|380=0|");

        assertThat(scene.sent()).containsExactly("WEIR 35=j|45=2|372=B|380=3|58=Unsupported Message Type|");
    }

    @Test
    void reportsGoOnWhileTheClientIsAwayAndAreThereForItsResend() {
        CoreScene scene = CoreScene.quiet("").logon(0).logon(1).receive("D", BUY);
        scene.drop(0).sent();
        scene.receive(1, "D", "11=b1|55=ABC|54=2|38=40|40=2|44=10|60=20261123-10:00:00|");
        assertThat(scene.sent()).anyMatch(line -> line.startsWith("WEIR (away) 35=8|37=O1|11=a1|17=E3|150=F|39=1|"));
        scene.logon(0).receive("2", "7=3|16=0|").receive("F", "11=a2|41=a1|55=ABC|54=1|60=20261123-10:00:00|");

        assertThat(scene.sent())
                .containsExactly(
                        "WEIR resend 3-4",
                        "WEIR 35=8|37=O1|11=a2|41=a1|17=E5|150=4|39=4|1=ACC|55=ABC|54=1|38=100|40=2|44=10|59=0|151=0|14=40|6=10|");
    }

    @Test
    void nothingComesBetweenAConnectionAndItsLogon() {
        CoreScene scene = CoreScene.quiet("").logon(0).logon(1).receive("D", BUY);
        scene.drop(0).connect(0).sent();
        scene.receive(1, "D", "11=b1|55=ABC|54=2|38=40|40=2|44=10|60=20261123-10:00:00|");
        assertThat(scene.sent()).noneMatch(line -> line.startsWith("WEIR"));
        scene.receive(0, "A", "98=0|108=30|");

        assertThat(scene.sent())
                .containsExactly(
                        "WEIR 35=A|98=0|108=30|",
                        "WEIR 35=8|37=O1|11=a1|17=E3|150=F|39=1|1=ACC|55=ABC|54=1|38=100|40=2|44=10|59=0"
                                + "|32=40|31=10|30=PAPR|851=1|151=60|14=40|6=10|");
    }

    @Test
    void scriptedDisconnectCutsTheConnectionAndTheOrderLives() {
        CoreScene scene = CoreScene.quiet("on new: disconnect; work").logon(0).receive("D", BUY);

        assertThat(scene.sent())
                .containsExactly(
                        "WEIR disconnect: the script says so",
                        "WEIR (away) 35=8|37=O1|11=a1|17=E1|150=0|39=0|1=ACC|55=ABC|54=1|38=100|40=2|44=10|59=0|151=100|14=0|6=0|");
    }

    @Test
    void stopTellsWhetherItWorks() {
        CoreScene scene = CoreScene.quiet("").logon(0).logon(1);
        scene.receive("D", "11=s1|55=ABC|54=2|38=10|40=3|99=9|60=20261123-10:00:00|");
        scene.receive("D", "11=a1|55=ABC|54=1|38=20|40=2|44=9|60=20261123-10:00:00|")
                .sent();
        scene.receive(1, "D", "11=b1|55=ABC|54=2|38=5|40=2|44=9|60=20261123-10:00:00|");

        List<String> sent = scene.sent();
        assertThat(sent)
                .contains(
                        "WEIR 35=8|37=O1|11=s1|17=E6|150=D|39=0|378=99|55=ABC|54=2|38=10|40=3|99=9|59=0|151=10|14=0|6=0|636=Y|58=triggered|");
        assertThat(sent.get(sent.size() - 1)).contains("11=s1", "150=F");
    }

    @Test
    void sameSettingsGoOnWithTheSameMarketAndOthersCloseIt() {
        CoreScene scene = CoreScene.quiet("").logon(0).receive("D", BUY);
        scene.drop(0).reference(CoreScene.settings(""));
        scene.logon(0).sent();
        scene.receive("AF", "584=M1|585=7|");
        assertThat(scene.sent()).singleElement().asString().contains("911=1", "11=a1");

        scene.reference(CoreScene.settings("on new: reject"));
        scene.receive("D", BUY);
        assertThat(scene.sent())
                .containsExactly(
                        "WEIR 35=8|37=O1|11=a1|17=E2|150=4|39=4|1=ACC|55=ABC|54=1|38=100|40=2|44=10|59=0|151=0|14=0|6=0|58=the market is closed|",
                        "WEIR 35=8|37=O1|11=a1|17=E1|150=8|39=8|103=99|1=ACC|55=ABC|54=1|38=100|40=2|44=10|59=0|151=0|14=0|6=0|58=rejected|");
    }

    @Test
    void marketWakesTheCoreForItsFlow() {
        PaperSettings lively = new PaperSettings(1, 0, 0, List.of(Listing.share("ABC", Decimals.parse("100"))), "");
        CoreScene one = new CoreScene(lively);
        CoreScene other = new CoreScene(lively);
        for (int i = 0; i < 100; i++) {
            assertThat(one.core.nextDeadline()).isLessThan(Long.MAX_VALUE);
            one.pass(50 * CoreScene.MILLI);
            other.pass(50 * CoreScene.MILLI);
            assertThat(one.core.stateHash()).isEqualTo(other.core.stateHash());
        }
    }
}
