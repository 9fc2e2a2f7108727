package io.weir.paper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.paper.broker.PaperSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PaperTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder;

    @Test
    void helpIsGivenAndNothingStarts() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("--port", "--target", "--symbols", "--script", "Exit status");
    }

    @Test
    void wrongUsageEndsWithTwoAndOneLine() throws IOException {
        Path script = Files.writeString(folder.resolve("bad.script"), "on new: ack\non new: jump\n");
        Path symbols = Files.writeString(folder.resolve("bad.csv"), "symbol,price\nABC,ten\n");

        assertThat(complaint("--latency", "5h"))
                .isEqualTo("weir paper: --latency: expected a time such as 5ms or 1s, found 5h");
        assertThat(complaint("--day-end", "25:00")).contains("--day-end: expected a time such as 21:00, found 25:00");
        assertThat(complaint("--script", script.toString()))
                .isEqualTo("weir paper: " + script + ":2: unknown step jump");
        assertThat(complaint("--script", "nowhere"))
                .contains("--script: expected a file that can be read, found nowhere");
        assertThat(complaint("--symbols", symbols.toString()))
                .isEqualTo("weir paper: " + symbols + ": line 2: price: expected a number, found ten");
        assertThat(complaint("--symbols", "ABC=1,ABC=2")).contains("expected ABC once");
        assertThat(complaint("--symbols", "ABC=")).contains("--symbols: ABC=: expected a number");
        assertThat(complaint("--set", "NoSuchKey=1")).contains("NoSuchKey");
        assertThat(run("--nonsense")).isEqualTo(2);
    }

    @Test
    void portInUseIsAFailure() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(run("--port", Integer.toString(taken.getLocalPort()), "--host", "127.0.0.1"))
                    .isEqualTo(1);
            assertThat(err.toString()).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void symbolsOfTheGatewaysInstrumentsFile() throws Exception {
        Path file = Files.writeString(folder.resolve("instruments.csv"), """
                # a comment
                symbol,tick,lot,currency,volatility,previousClose,venue
                VOD.L,0.05,100,GBX,0.25,72.32,XLON
                XYZ,0.01,1,USD,,,
                """);

        assertThat(SymbolList.read(file.toString()))
                .extracting(each -> each.symbol() + " " + each.tickE8() + " " + each.lotE8() + " " + each.startPriceE8()
                        + " " + each.dailyVolatilityBps())
                .containsExactly("VOD.L 5000000 10000000000 7230000000 157", "XYZ 1000000 100000000 10000000000 150");
    }

    @Test
    void testSymbolsHaveRulesOfTheirOwn() throws Exception {
        PaperSettings settings = new PaperSettings(1, 0, 0, TestSymbols.listings(), TestSymbols.SCRIPT);

        assertThat(settings.listings()).extracting(each -> each.symbol()).contains("Z.REJECT", "Z.RACE", "Z.OVER");
        assertThat(SymbolList.read(SymbolList.DEFAULT)).hasSize(8);
        assertThat(SymbolList.read("ABC,DEF=5"))
                .extracting(each -> each.startPriceE8())
                .isEqualTo(List.of(10_000_000_000L, 500_000_000L));
    }

    private String complaint(String... arguments) {
        err.getBuffer().setLength(0);
        assertThat(run(arguments)).as(String.join(" ", arguments)).isEqualTo(2);
        return err.toString().strip();
    }

    private int run(String... arguments) {
        return new CommandLine(new Paper())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
