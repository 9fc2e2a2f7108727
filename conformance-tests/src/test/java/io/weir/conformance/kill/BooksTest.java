package io.weir.conformance.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.Wire;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** The books of a kill run notice what is lost, what comes twice and what is wrong. */
class BooksTest {
    private final Damages damages = new Damages();
    private final ClientLedger client = new ClientLedger(damages);
    private final BrokerLedger broker = new BrokerLedger(damages);
    private int execs;

    private static Wire wire(String fields) {
        return Wire.of(fields.replace('|', '\u0001'));
    }

    private void report(String fields) {
        client.heard(wire("35=8|37=T1|17=X" + ++execs + "|" + fields));
    }

    /** An order for 100 that the broker has and the client heard of. */
    private BrokerChild working() {
        client.order("P1", false, 100);
        Wire order = wire("35=D|11=C1|38=100|44=10|9001=P1");
        broker.asked(order);
        BrokerChild child = new BrokerChild(order, "B1");
        broker.took(child, "C1", true);
        report("150=A|39=A|11=P1|14=0|151=100");
        report("150=0|39=0|11=P1|14=0|151=100");
        return child;
    }

    private void fill(BrokerChild child, String execId, int qty) {
        child.fill(qty, BigDecimal.TEN);
        broker.filled(child, execId, qty, BigDecimal.TEN);
    }

    private String found() {
        Books.compare(client, broker, damages);
        return damages.counts();
    }

    @Test
    void bothEndsAgree() {
        BrokerChild child = working();
        fill(child, "E1", 60);
        fill(child, "E2", 40);
        report("150=F|39=1|11=P1|14=60|151=40|32=60|31=10|527=E1");
        report("150=F|39=2|11=P1|14=100|151=0|32=40|31=10|527=E2");

        assertThat(client.isSettled()).isTrue();
        assertThat(found()).isEqualTo("0 lost, 0 duplicated");
    }

    @Test
    void lostFill() {
        BrokerChild child = working();
        fill(child, "E1", 60);
        fill(child, "E2", 40);
        report("150=F|39=1|11=P1|14=60|151=40|32=60|31=10|527=E1");

        assertThat(client.isSettled()).isFalse();
        // The fill, the end of the order and its quantity.
        assertThat(found()).isEqualTo("3 lost, 0 duplicated");
    }

    @Test
    void fillThatCountsTwice() {
        BrokerChild child = working();
        fill(child, "E1", 50);
        report("150=F|39=1|11=P1|14=50|151=50|32=50|31=10|527=E1");
        report("150=F|39=2|11=P1|14=100|151=0|32=50|31=10|527=E1");
        child.cancel();
        broker.ended(child);

        // The ExecID, and what it comes to.
        assertThat(found()).isEqualTo("0 lost, 2 duplicated");
    }

    @Test
    void reportThatComesTwice() {
        working();
        client.heard(wire("35=8|37=T1|17=X" + execs + "|150=0|39=0|11=P1|14=0|151=100"));

        // The ExecID, and the step of the life.
        assertThat(damages.counts()).isEqualTo("0 lost, 2 duplicated");
    }

    @Test
    void reportAfterTheEnd() {
        working();
        report("150=8|39=8|11=P1|14=0|151=0");
        report("150=4|39=4|11=P1|14=0|151=0");

        assertThat(damages.counts()).isEqualTo("0 lost, 1 duplicated");
    }

    @Test
    void cancelWithoutAnAnswer() {
        BrokerChild child = working();
        client.request(client.orders().get("P1"), "F1", false, 0);
        report("150=8|39=8|11=P1|14=0|151=0");
        child.reject();
        broker.ended(child);

        assertThat(client.isSettled()).isFalse();
        assertThat(client.unsettled()).contains("sent F F1");
        assertThat(found()).isEqualTo("1 lost, 0 duplicated");
    }

    @Test
    void cancelThatIsAnsweredTwice() {
        working();
        client.request(client.orders().get("P1"), "F1", false, 0);
        String refusal = "35=9|37=T1|39=0|11=F1|41=P1|434=1|102=2";
        client.heard(wire(refusal));
        client.heard(wire(refusal));

        assertThat(damages.counts()).isEqualTo("0 lost, 1 duplicated");
    }

    @Test
    void orderThatReachesTheBrokerTwice() {
        working();
        broker.asked(wire("35=D|11=C1|38=100|44=10|9001=P1"));
        broker.asked(wire("35=D|43=Y|11=C2|38=100|44=10|9001=P1"));
        broker.took(new BrokerChild(wire("35=D|11=C2|38=100|44=10|9001=P1"), "B2"), "C2", true);

        // The ClOrdID; the resend; the second child of a plain order.
        assertThat(damages.counts()).isEqualTo("0 lost, 3 duplicated");
    }

    @Test
    void quantitiesThatDoNotAddUp() {
        working();
        report("150=F|39=1|11=P1|14=70|151=30|32=60|31=10|527=E1");

        assertThat(damages.counts()).isEqualTo("0 lost, 0 duplicated, 1 wrong");
    }

    @Test
    void orderThatNobodyMinds() {
        working();
        report("150=4|39=4|11=P1|14=0|151=0");

        assertThat(found()).isEqualTo("0 lost, 0 duplicated, 1 wrong");
    }

    @Test
    void sessionMessagesBelongToNoOrder() {
        client.heard(wire("35=j|372=D|380=3"));

        assertThat(damages.list())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("wrong: the OMS got what belongs to no order");
    }
}
