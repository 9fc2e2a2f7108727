package io.weir.conformance.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.Settings;
import io.weir.fix.settings.SettingsException;
import io.weir.gateway.core.AdminCommand;
import io.weir.gateway.core.GatewayCore;
import io.weir.gateway.run.CancelOnly;
import io.weir.gateway.run.Gateway;
import io.weir.sessions.sequencer.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A gateway in this process, on a folder that it can be started on again. */
public final class GatewayUnderTest implements AutoCloseable {
    private final Path directory;
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final List<String> alerts = new CopyOnWriteArrayList<>();
    private final MovedClock clock = new MovedClock();
    private Gateway gateway;

    /** A gateway on a folder that is written already. */
    public GatewayUnderTest(Path directory) {
        this.directory = directory;
    }

    /** Starts it, going on from its journal. */
    public void start() {
        start(null);
    }

    /** Starts it only to cancel. */
    public void startToCancelOnly(String actor, String reason) {
        start(new CancelOnly(actor, reason));
    }

    private void start(CancelOnly cancelOnly) {
        try {
            gateway = Gateway.start(directory, Settings.load(directory), clock, cancelOnly, failures::add, alerts::add);
        } catch (SettingsException | IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has it believe from its next start on that it is so much later. */
    public void laterBy(Duration time) {
        clock.offset.addAndGet(time.toNanos());
    }

    /** The machine's clocks, but for the date and time. */
    private static final class MovedClock implements Clock {
        private final Clock machine = Clock.system();
        private final AtomicLong offset = new AtomicLong();

        @Override
        public long monoNanos() {
            return machine.monoNanos();
        }

        @Override
        public long utcNanos() {
            return machine.utcNanos() + offset.get();
        }
    }

    /** Stops it, and has its journal audited. */
    @Override
    public void close() {
        if (gateway != null) {
            gateway.close();
            assertThat(GatewayProcess.audit(directory).findings()).isEmpty();
        }
    }

    /** Its folder. */
    public Path directory() {
        return directory;
    }

    /** Looks at the core between two events. */
    public <T> T view(Function<GatewayCore, T> look) {
        return gateway.view(look);
    }

    /** How many orders are open. */
    public int openOrders() {
        return view(core -> core.flow().table().openCount());
    }

    /** The running gateway. */
    public Gateway gateway() {
        return gateway;
    }

    /** Gives a person's command and returns the answer, with "refused: " before a refusal. */
    public String admin(String actor, String name, String... arguments) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        gateway.admin(
                new AdminCommand(actor, "a test", name, List.of(arguments)),
                (done, text) -> answer.complete((done ? "" : "refused: ") + text));
        return answer(answer);
    }

    /** Engages the kill switch and returns the answer. */
    public String kill(String actor) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        gateway.kill(
                new AdminCommand(actor, "a test", "kill", List.of()),
                (done, text) -> answer.complete((done ? "" : "refused: ") + text));
        return answer(answer);
    }

    private static String answer(CompletableFuture<String> future) {
        try {
            return future.get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What operators were told. */
    public List<String> alerts() {
        return new ArrayList<>(alerts);
    }

    /** Waits for an alert that contains some words. */
    public void awaitAlert(String words) {
        Waiting.until(
                Waiting.PATIENCE,
                () -> "an alert of \"" + words + "\"; there are " + alerts,
                () -> alerts.stream().anyMatch(alert -> alert.contains(words)));
    }

    /** Forgets the alerts so far. */
    public void forgetAlerts() {
        alerts.clear();
    }

    /** Fails where the gateway has stopped by itself. */
    public void assertSound() {
        assertThat(failures).isEmpty();
    }
}
