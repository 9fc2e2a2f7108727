package io.weir.gateway.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.gateway.archive.OrderArchive;
import io.weir.gateway.run.Gateway;
import io.weir.sessions.journal.Journal;
import java.io.File;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** All metrics of one gateway process. */
final class GatewayMetrics implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CoreMetrics core = new CoreMetrics();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Gateway gateway;
    private final @Nullable ShadowMetrics shadow;

    /**
     * The metrics of a gateway.
     *
     * @param archive the archive of orders, or null
     * @param alerts how many alerts there were
     */
    GatewayMetrics(Gateway gateway, @Nullable OrderArchive archive, LongSupplier alerts) {
        this.gateway = gateway;
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        collections.bindTo(registry);
        registry.getPrometheusRegistry().register(core);
        registry.getPrometheusRegistry().register(new LatencyMetrics(gateway.engine()));
        registry.getPrometheusRegistry()
                .register(new CertificateMetrics(gateway.engine()::certificates, System::currentTimeMillis));
        Gauge.builder("weir.build.info", () -> 1)
                .description("The version that runs")
                .tags(Tags.of(
                        "version", Gateway.BUILD, "gateway", gateway.settings().instance()))
                .register(registry);
        journal(gateway.engine().journal());
        if (archive != null) {
            orders(archive);
        }
        shadow = gateway.engine().shadow() == null
                ? null
                : new ShadowMetrics(gateway.engine().shadow());
        if (shadow != null) {
            registry.getPrometheusRegistry().register(shadow);
        }
        counter("weir.garbled.messages", "Messages ignored for their frame or CheckSum", gateway.engine()::garbled);
        counter("weir.alerts", "Alerts to operators", alerts);
    }

    private void journal(Journal journal) {
        File directory = gateway.settings().journal().directory().toFile();
        gauge("weir.boot", "How often the journal was opened", journal::bootNumber);
        gauge("weir.recovered.events", "Events replayed at the start", gateway.engine()::recovered);
        gauge("weir.journal.position.bytes", "The journal's end", journal::position);
        gauge(
                "weir.journal.lag.bytes",
                "What is written and not durable yet",
                () -> Math.max(0, journal.position() - journal.durablePosition()));
        gauge("weir.journal.free.bytes", "Free space on the journal's disk", directory::getUsableSpace);
    }

    private void orders(OrderArchive archive) {
        gauge("weir.order.archive.up", "1 while the archive of orders is written", () -> archive.isWorking() ? 1 : 0);
        gauge("weir.order.archive.lag.bytes", "How far it is behind the durable journal", archive::lagBytes);
        counter("weir.order.archive.orders", "Orders put into it, again where they changed", archive::archived);
    }

    private void gauge(String name, String description, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble).description(description).register(registry);
    }

    private void counter(String name, String description, LongSupplier value) {
        FunctionCounter.builder(name, value, LongSupplier::getAsLong)
                .description(description)
                .register(registry);
    }

    /** Asks the core how it looks; it answers between two events. */
    CompletableFuture<CoreView> view() {
        try {
            return gateway.ask(seen -> CoreView.of(seen, gateway.engine().events()));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The text for Prometheus, with this view of the core. On the metrics thread. */
    String text(@Nullable CoreView view) {
        core.show(view);
        if (shadow != null) {
            shadow.show(view);
        }
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
