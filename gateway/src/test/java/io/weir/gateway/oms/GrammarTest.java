package io.weir.gateway.oms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.codec.Decimals;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Side;
import io.weir.fix.order.TimeInForce;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrammarTest {
    private static final long ONE = Decimals.ONE;

    @Test
    void aLimitOrder() throws OmsSyntaxException {
        assertThat(Grammar.parse(" Buy 100  AAPL 230.5 IOC "))
                .isEqualTo(
                        new OmsCommand.NewOrder(Side.BUY, 100 * ONE, "AAPL", 23_050_000_000L, TimeInForce.IOC, 0, ""));
    }

    @Test
    void anAlgoOrderWithBeginningsOfNames() throws OmsSyntaxException {
        assertThat(Grammar.parse("sell 1000 MSFT market twap SLICES=4 duration=20"))
                .isEqualTo(new OmsCommand.NewOrder(
                        Side.SELL,
                        1000 * ONE,
                        "MSFT",
                        OrderIntent.NO_PRICE,
                        TimeInForce.DAY,
                        1001,
                        "Slices=4;DurationSeconds=20"));
        assertThat(Grammar.parse("sell 1000 MSFT 400 iceberg display=100"))
                .extracting(OmsCommand::text)
                .isEqualTo("sell 1000 MSFT 400 iceberg DisplayQty=100");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "buy 100 AAPL 230.5",
                "sell 7 VOD market fok",
                "buy 10 AAPL 1 twap Slices=4 Jitter=N",
                "cancel 3",
                "replace 3 200",
                "replace 3 200 9.5",
                "status 12",
                "orders",
                "help",
                "quit"
            })
    void itsTextReadsAsTheSameCommand(String line) throws OmsSyntaxException {
        assertThat(Grammar.parse(line).text()).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource({
        "hold 3, 'expected buy, sell, cancel, replace, status, orders, help or quit, found hold'",
        "buy 100, expected buy QTY SYMBOL PRICE|market [day|ioc|fok] ...",
        "buy -1 AAPL 1, 'expected a quantity, found -1'",
        "buy 1 AAPL cheap, 'expected a price or market, found cheap'",
        "buy 1 AAPL 1 gtc, 'expected day, ioc, fok, twap, iceberg or name=value, found gtc'",
        "buy 1 AAPL 1 slices=4, expected twap or iceberg before slices=4",
        "cancel x, 'expected the number of an order, found x'",
        "replace 1, expected replace ID QTY [PRICE]"
    })
    void aMistakeSaysWhatWasExpected(String line, String message) {
        assertThatThrownBy(() -> Grammar.parse(line)).hasMessage(message);
    }

    @Test
    void aFileOfRowsAndCommands() throws OmsSyntaxException {
        List<OmsCommand> commands = OrderFile.read(
                List.of("side,qty,symbol,price", "buy,100,AAPL,230", "# later", "", "sell 5 MSFT market", "cancel 1"),
                "orders.csv");

        assertThat(commands)
                .extracting(OmsCommand::text)
                .containsExactly("buy 100 AAPL 230", "sell 5 MSFT market", "cancel 1");
        assertThatThrownBy(() -> OrderFile.read(List.of("buy,1,AAPL,1", "buy,x,AAPL,1"), "orders.csv"))
                .hasMessage("orders.csv:2: expected a quantity, found x");
    }
}
