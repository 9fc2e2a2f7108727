package io.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Settings;
import io.weir.gateway.stand.FixClient;
import io.weir.gateway.stand.Stand;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir order}, with a gateway that runs and after it. */
class OrderTest {
    @TempDir
    Path folder;

    private Typed weir(String... words) {
        String[] all = new String[words.length + 3];
        all[0] = "order";
        System.arraycopy(words, 0, all, 1, words.length);
        all[words.length + 1] = "--config";
        all[words.length + 2] = folder.toString();
        return Typed.weir(all);
    }

    private Service start() throws Exception {
        GatewaySettings settings = Settings.load(folder, Instant.now());
        return Service.start(folder, settings, null, new AlertLog(), cause -> {
            throw new IllegalStateException(cause);
        });
    }

    @Test
    void anOrderIsAskedForWhileTheGatewayRunsAndAfter() throws Exception {
        Stand.configure(folder);
        Files.writeString(
                folder.resolve("weir.yaml"),
                "orderArchive: {dir: orders, ordersPerFile: 1000}\n",
                StandardOpenOption.APPEND);
        Typed running;
        try (Service service = start()) {
            Matcher port = Pattern.compile("127\\.0\\.0\\.1:(\\d+)").matcher(service.ready());
            assertThat(port.find()).isTrue();
            try (FixClient client = FixClient.to(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port.group(1))), "OMS1")) {
                client.logon();
                client.order("A-1", "MSFT", 100, "400");
                client.read('8');
            }
            running = weir("A-1", "--session", "OMS1");
            Typed unknown = weir("A-2");
            assertThat(unknown.exit()).isEqualTo(1);
            assertThat(unknown.err()).containsExactly("weir order: no order A-2 is in the archive");
        }
        Typed after = weir("A-1");

        assertThat(running.exit()).as(running.toString()).isZero();
        assertThat(running.out())
                .contains("ClOrdID       A-1", "OrdStatus     8 rejected", "Symbol        MSFT", "OrderQty      100")
                .anyMatch(line -> line.matches("Text +TE\\d{3} .*"));
        assertThat(after.exit()).as(after.toString()).isZero();
        assertThat(after.out()).isEqualTo(running.out());
        assertThat(weir("A-1", "--json").out().get(0))
                .startsWith("{\"ok\":true,\"text\":\"\",\"rows\":[{\"OrderID\":\"T1");
        assertThat(weir("A-1", "--day", "2020-02-02").exit()).isEqualTo(1);
    }

    @Test
    void aGatewayWithoutAnArchiveSaysHowToHaveOne() throws Exception {
        Stand.configure(folder);
        String words =
                "weir order: the gateway keeps no order archive; orderArchive: {dir: ...} in weir.yaml turns it on";

        try (Service service = start()) {
            assertThat(service.ready()).contains("is ready");
            assertThat(weir("A-1").err()).containsExactly(words);
        }
        Typed after = weir("A-1");
        assertThat(after.exit()).isEqualTo(1);
        assertThat(after.err()).containsExactly(words);
    }
}
