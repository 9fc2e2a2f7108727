package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.Wire;
import org.junit.jupiter.api.Test;
import quickfix.Group;

/** How a broker wants its orders, how a client sends them, and what goes through from one to the other. */
class DialectTest extends StageScenarios {
    @Override
    Configuration configuration() {
        return new Configuration()
                .sessions("ValidateUserDefinedFields=N")
                .line("passThroughTags: [7100]")
                .brokerLine("BRKA", "dialect:")
                .brokerLine("BRKA", "  accounts: {ACC1: B-77}")
                .brokerLine("BRKA", "  symbols: {AAPL: {55: APL, 48: US0378331005, 22: 4, 207: XNAS}}")
                .brokerLine("BRKA", "  handlInst: 2")
                .brokerLine("BRKA", "  exDestination: XNYS")
                .brokerLine("BRKA", "  constantTags: {582: 4, 7200: DESK}")
                .brokerLine("BRKA", "  renamedTags: {1: 7001}")
                .clientLine("OMS1", "defaultAccount: ACC1")
                .clientLine("OMS1", "strategies: {9001: TWAP, 9002: ICEBERG}");
    }

    @Test
    void orderIsWrittenInTheBrokersDialect() {
        var draft = oms.buy("A", "AAPL", 100, "10")
                .without(1)
                .with(528, "A")
                .with(63, "0")
                .with(7100, "mine")
                .with(7101, "not for the broker")
                .with(58, "never");
        Group party = new Group(453, 448);
        party.setString(448, "TRADER");
        party.setString(447, "D");
        party.setInt(452, 11);
        draft.message().addGroup(party);
        draft.send();
        BrokerOrder order = broker.next().ack();
        Wire sent = order.order();

        assertThat(sent.show(1, 7001, 55, 48, 22, 207, 21, 15, 100, 582, 7200))
                .isEqualTo("D 7001=B-77 55=APL 48=US0378331005 22=4 207=XNAS 21=2 15=USD 100=XNYS 582=4 7200=DESK");
        assertThat(sent.show(528, 63, 7100, 7101, 58, 453, 448, 447, 452))
                .isEqualTo("D 528=A 63=0 7100=mine 453=1 448=TRADER 447=D 452=11");
        assertThat(sent.get(11)).matches("[A-Z0-9]{1,20}");
        order.fill(100, "10");
        stage.expectReports(
                "8 150=A 39=A 14=0 151=100 6=0 11=A",
                "8 150=0 39=0 14=0 151=100 6=0 11=A",
                "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
        assertThat(oms.last().show(55)).isEqualTo("8 55=AAPL");
    }

    @Test
    void cancelAndReplaceAreWrittenInIt() {
        oms.buy("A", "AAPL", 100, "10").with(7100, "mine").send();
        BrokerOrder order = broker.next().ack();
        oms.awaitCount(2);
        oms.replace("R", "A", 120, "10").send();
        Wire replace = order.await("G", 1);
        order.replaced();
        oms.awaitCount(4);
        oms.cancel("C", "R").send();
        Wire cancel = order.await("F", 1);
        order.canceled();

        assertThat(replace.show(7001, 55, 48, 21, 100, 7200, 7100, 37))
                .isEqualTo(
                        "G 7001=B-77 55=APL 48=US0378331005 21=2 100=XNYS 7200=DESK 7100=mine 37=" + order.orderId());
        assertThat(cancel.show(7001, 55, 48, 22, 54, 38, 37))
                .isEqualTo("F 7001=B-77 55=APL 48=US0378331005 22=4 54=1 38=120 37=" + order.orderId());
        oms.await("A", "8 150=4");
    }

    @Test
    void algosByTheClientsNames() {
        oms.buy("A", "AAPL", 100, "10")
                .with(847, 9002)
                .parameter("DisplayQty", 7, 100)
                .send();
        broker.next().ack().fill(100, "10");

        stage.expectReports("8 150=0 39=0 14=0 151=100 6=0 11=A", "8 150=F 39=2 14=100 151=0 6=10 11=A 32=100 31=10");
    }

    @Test
    void parametersAsAList() {
        oms.buy("A", "AAPL", 100, "10")
                .with(847, 1002)
                .with(848, "DisplayQty=30;MaxRefreshes=5")
                .send();
        assertThat(broker.next().ack().order().show(38)).isEqualTo("D 38=30");
        oms.buy("B", "AAPL", 100, "10")
                .with(847, 1002)
                .with(848, "DisplayQty=30")
                .with(111, 30)
                .send();

        oms.await("B", "8 150=8 39=8 14=0 151=0 6=0 11=B 103=99 58=TE001");
        broker.onCancel(child -> child.canceled());
        oms.cancel("C", "A").send();
        oms.await("A", "8 150=4");
    }
}
