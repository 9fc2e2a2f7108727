package io.weir.fix.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.codec.Ascii;
import io.weir.fix.order.Instrument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstrumentsTest {
    @TempDir
    Path directory;

    @Test
    void aLineForEach() throws Exception {
        Path file = write("""
                # ours
                symbol,currency,lot,tick,previousClose,volatility,sector
                AAPL,USD,1,0.01,228.50,28%,Technology

                "BRK.B",USD,1,0.01,,,
                """);

        Instruments instruments = Instruments.load(file);

        assertThat(instruments.all())
                .containsExactly(
                        new Instrument(
                                0,
                                "AAPL",
                                1000000L,
                                100000000L,
                                100000000L,
                                "USD",
                                100000000L,
                                "Technology",
                                0,
                                0.28,
                                228_50000000L,
                                ""),
                        new Instrument(
                                1, "BRK.B", 1000000L, 100000000L, 100000000L, "USD", 100000000L, "", 0, 0.0, 0, ""));
    }

    @Test
    void everythingThatIsWrong() throws Exception {
        Path file = write("""
                symbol,tick,lot,curency,minQty
                AAPL,0,1,USD,1
                AAPL,0.01,1,USD,1
                MSFT,0.01,10,USD,15
                NVDA,1e-2,x,USD,1,extra
                ,0.01,1,USD,1
                """);

        assertThatThrownBy(() -> Instruments.load(file))
                .isInstanceOfSatisfying(
                        SettingsException.class,
                        wrong -> assertThat(wrong.errors())
                                .extracting(error -> error.line() + " " + error.key() + " " + error.value() + ": "
                                        + error.expected())
                                .containsExactly(
                                        "1 curency : a known key (did you mean currency?)",
                                        "1 currency : a column of this name",
                                        "2 tick 0: a number above 0, at most 8 decimals",
                                        "3 symbol AAPL: a symbol that occurs once",
                                        "4 minQty 15: a multiple of the lot",
                                        "5  : no more values than the header has names",
                                        "5 tick 1e-2: a number above 0, at most 8 decimals",
                                        "5 lot x: a number above 0, at most 8 decimals",
                                        "6 symbol : 1 to 32 printable characters without a space"));
    }

    @Test
    void symbolsAreFoundInTheBytesOfAMessage() {
        List<Instrument> many = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            many.add(new Instrument(i, "S" + i, 1, 1, 1, "USD", 1, "", 0, 0, 0, ""));
        }
        Instruments instruments = new Instruments(many);
        byte[] message = Ascii.fix("55=S4711|54=1|");
        assertThat(instruments.indexOf(message, 3, 8)).isEqualTo(4711);
        assertThat(instruments.indexOf(message, 3, 7)).isEqualTo(471);
        assertThat(instruments.indexOf(message, 3, 3)).isEqualTo(-1);
        assertThat(instruments.indexOf("S5000")).isEqualTo(-1);
        for (Instrument each : many) {
            assertThat(instruments.indexOf(each.symbol())).isEqualTo(each.index());
        }
        assertThat(new Instruments(List.of()).indexOf("S1")).isEqualTo(-1);
    }

    @Test
    void twiceTheSameSymbolIsRefused() {
        Instrument one = new Instrument(0, "A", 1, 1, 1, "USD", 1, "", 0, 0, 0, "");
        Instrument two = new Instrument(1, "A", 1, 1, 1, "USD", 1, "", 0, 0, 0, "");
        assertThatThrownBy(() -> new Instruments(List.of(one, two))).hasMessage("A occurs twice");
        assertThatThrownBy(() -> new Instruments(List.of(two))).hasMessage("A has index 1, not its position 0");
    }

    private Path write(String text) throws Exception {
        return Files.writeString(directory.resolve("instruments.csv"), text);
    }
}
