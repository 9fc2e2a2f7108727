package io.weir.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Decimals;
import io.weir.fix.order.OrdStatus;
import io.weir.gateway.oms.Grammar;
import io.weir.gateway.oms.OmsCommand;
import io.weir.gateway.oms.OmsFill;
import io.weir.gateway.oms.OmsOrder;
import io.weir.gateway.oms.OmsSyntaxException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final long ONE = Decimals.ONE;

    @Test
    void aCostIsPositiveOnBothSidesAndTheTotalsAddUp() throws OmsSyntaxException {
        Ledger ledger = new Ledger();
        ledger.add(order(1, "buy 100 AAPL 11", 101 * ONE / 10), 10 * ONE);
        ledger.add(order(2, "sell 100 MSFT 9", 105 * ONE / 10), 10 * ONE);
        ledger.add(order(3, "sell 100 VOD market", 99 * ONE / 10), 10 * ONE);

        assertThat(ledger.lines().stream().map(each -> each.replaceAll("\\s+", " ")))
                .containsExactly(
                        "# order end fills children quantity average arrival bps cost",
                        "1 buy 100 AAPL 11 filled 1 1 100 10.1 10 100.00 10.00",
                        "2 sell 100 MSFT 9 filled 1 1 100 10.5 10 -500.00 -50.00",
                        "3 sell 100 VOD market filled 1 1 100 9.9 10 100.00 10.00",
                        " 3 orders 3 3 300 -100.00 -30.00");
    }

    @Test
    void basisPointsAreRoundedHalfAwayFromZero() {
        assertThat(Ledger.bpsE2(1, 3_000)).isEqualTo(333);
        assertThat(Ledger.bpsE2(-1, 2_000_000)).isEqualTo(-1);
        assertThat(Ledger.bpsE2(1, 2_000_001)).isEqualTo(0);
    }

    @Test
    void anOrderThatEndsOtherwiseIsAFault() throws OmsSyntaxException {
        Act act = new Act("", "buy 100 AAPL 11", OrdStatus.CANCELED, "50", 2, "TE010");

        assertThat(act.faults(order(1, "buy 100 AAPL 11", 10 * ONE), "no"))
                .containsExactly(
                        "order 1 (buy 100 AAPL 11): is filled, expected CANCELED",
                        "order 1 (buy 100 AAPL 11): CumQty is not 50",
                        "order 1 (buy 100 AAPL 11): fewer than 2 children filled it",
                        "order 1 (buy 100 AAPL 11): Text does not begin with TE010: no");
    }

    private static OmsOrder order(int id, String command, long priceE8) throws OmsSyntaxException {
        OmsCommand.NewOrder asked = (OmsCommand.NewOrder) Grammar.parse(command);
        List<OmsFill> fills = List.of(new OmsFill("1", "C", asked.qtyE8(), priceE8));
        return new OmsOrder(
                id, "A", asked, asked.qtyE8(), asked.priceE8(), OrdStatus.FILLED, asked.qtyE8(), 0, priceE8, fills);
    }
}
