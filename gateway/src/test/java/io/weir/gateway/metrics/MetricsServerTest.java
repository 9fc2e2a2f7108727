package io.weir.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.settings.Endpoint;
import io.weir.gateway.stand.FixClient;
import io.weir.gateway.stand.Stand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scrape of a real gateway over real HTTP. */
class MetricsServerTest {
    @TempDir
    Path folder;

    private Stand stand;
    private MetricsServer server;

    @BeforeEach
    void open() throws Exception {
        stand = Stand.start(folder);
        server = MetricsServer.open(new Endpoint("127.0.0.1", 0), stand.gateway(), null, () -> 7);
    }

    @AfterEach
    void close() {
        server.close();
        stand.close();
    }

    private HttpResponse<String> get(String path, String method) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(uri)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private String scrape() throws IOException, InterruptedException {
        return get("/metrics", "GET").body();
    }

    @Test
    void anIdleGatewayTellsItsSessionsAndItsJournal() throws Exception {
        HttpResponse<String> response = get("/metrics", "GET");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body())
                .contains("weir_core_up 1.0")
                .contains("weir_session_next_in{role=\"acceptor\",session=\"WEIR->OMS1\"} 1.0")
                .contains("weir_session_logged_on{role=\"initiator\",session=\"WEIR->PAPER\"} 0.0")
                .contains("weir_kill_switch_engaged 0.0")
                .contains("weir_order_intake 1.0")
                .contains("weir_boot 1.0")
                .contains("weir_alerts_total 7.0")
                .contains("weir_garbled_messages_total 0.0")
                .contains("weir_latency_seconds_bucket{path=\"to_broker\",le=\"+Inf\"} 0")
                .containsPattern("weir_journal_position_bytes \\d")
                .containsPattern("weir_journal_free_bytes \\d")
                .containsPattern("jvm_memory_used_bytes");
    }

    @Test
    void ordersAndRefusalsAreCounted() throws Exception {
        try (FixClient client = stand.client("OMS1")) {
            client.logon();
            client.order("A1", "AAPL", 100, "150.25");
            assertThat(client.read('8')).contains("|39=8|").contains("|58=TE007 ");

            assertThat(scrape())
                    .contains("weir_sessions{state=\"logged_on\"} 1.0")
                    .contains("weir_session_next_in{role=\"acceptor\",session=\"WEIR->OMS1\"} 3.0")
                    .contains("weir_orders_finished_total{status=\"rejected\"} 1.0")
                    .contains("weir_orders_open{status=\"new\"} 0.0")
                    .contains("weir_refusals_total{code=\"TE007\"} 1.0")
                    .contains("weir_refusals_total{code=\"TE010\"} 0.0")
                    .containsPattern("weir_latency_seconds_count\\{path=\"to_client\"} [1-9]");
        }
    }

    @Test
    void theShadowTellsHowFarBehindItIsAndOfItsLastSnapshot() throws Exception {
        assertThat(scrape())
                .contains("weir_shadow_up 1.0")
                .contains("weir_snapshot_position_bytes 0.0")
                .contains("weir_snapshots_total 0.0");
        stand.gateway().stop();
        stand.close();
        server.close();
        stand = Stand.startAgain(folder);
        server = MetricsServer.open(new Endpoint("127.0.0.1", 0), stand.gateway(), null, () -> 0);
        String seen = scrape();
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!seen.contains("weir_shadow_lag_events 0.0") && System.nanoTime() < deadline) {
            seen = scrape();
        }

        assertThat(seen)
                .contains("weir_shadow_lag_events 0.0", "weir_shadow_up 1.0", "weir_shadow_failures_total 0.0")
                .contains("weir_snapshot_seconds 0.0")
                .containsPattern("weir_snapshot_position_bytes [1-9]")
                .containsPattern("weir_snapshot_bytes [1-9]")
                .containsPattern("weir_shadow_position_bytes [1-9]");
    }

    @Test
    void thereIsNothingElse() throws Exception {
        assertThat(get("/", "GET").statusCode()).isEqualTo(404);
        assertThat(get("/metrics", "POST").statusCode()).isEqualTo(405);
    }

    @Test
    void aGatewayThatHasStoppedIsSaidToBeDown() throws Exception {
        stand.close();

        assertThat(scrape()).contains("weir_core_up 0.0").doesNotContain("weir_sessions{");
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        Endpoint taken = new Endpoint("127.0.0.1", server.address().getPort());

        assertThatThrownBy(() -> MetricsServer.open(taken, stand.gateway(), null, () -> 0))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("metrics cannot listen on " + taken);
    }
}
