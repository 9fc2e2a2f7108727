package io.weir.conformance.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.BrokerOrder;
import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.Stage;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.Settings;
import io.weir.gateway.core.GatewayCore;
import io.weir.gateway.run.Cores;
import io.weir.gateway.run.ReplayAudit;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Outlet;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit by replay, on the journal of a gateway that has traded, with cores in which something is wrong. */
class ReplayAuditTest {
    @TempDir
    private static Path directory;

    private static GatewaySettings settings;
    private static Path folder;

    @BeforeAll
    static void aGatewayThatHasTraded() throws Exception {
        try (Stage stage = Stage.open(new Configuration(), directory)) {
            folder = stage.gateway().directory();
            stage.oms().buy("A", "AAPL", 100, "10").send();
            BrokerOrder a = stage.broker().next().ack();
            a.fill(40, "10");
            stage.oms().await("A", "8 150=F");
            stage.oms().replace("R", "A", 150, "10").send();
            a.await("G", 1);
            a.replaced();
            a.fill(110, "9.9");
            stage.oms().await("A", "8 150=F 39=2");
            stage.oms().buy("B", "AAPL", 100, "10").send();
            stage.broker().next().ack();
            stage.oms().await("B", "8 150=0");
        }
        settings = Settings.load(folder);
    }

    private static ReplayAudit.Report audit(Function<Outlet, GatewayCore> cores) throws Exception {
        return new ReplayAudit(cores).run(folder.resolve("journal"), position -> {});
    }

    private static GatewayCore core(Outlet outlet) {
        try {
            return new Cores(settings, folder).make(outlet);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An outlet that does something to the core behind each message of a session. */
    private static Outlet meddling(Outlet to, int session, Runnable meddle) {
        return (Outlet) Proxy.newProxyInstance(
                Outlet.class.getClassLoader(), new Class<?>[] {Outlet.class}, (proxy, method, arguments) -> {
                    Object result = invoke(to, method, arguments);
                    if (method.getName().equals("sent") && ((FixSession) arguments[0]).index() == session) {
                        meddle.run();
                    }
                    return result;
                });
    }

    private static Object invoke(Outlet to, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(to, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static GatewayCore meddled(Outlet to, int session, Consumer<GatewayCore> meddle) {
        GatewayCore[] made = new GatewayCore[1];
        made[0] = core(meddling(to, session, () -> meddle.accept(made[0])));
        return made[0];
    }

    @Test
    void aSoundJournalIsReplayedAndLookedAt() throws Exception {
        ReplayAudit.Report report = audit(ReplayAuditTest::core);

        assertThat(report.findings()).isEmpty();
        assertThat(report.sends()).isEqualTo(3);
        assertThat(report.looks()).isGreaterThan(10).isLessThanOrEqualTo(report.events());
    }

    @Test
    void anOutputThatReplayDoesNotRepeat() throws Exception {
        ReplayAudit.Report report = audit(to -> core((Outlet) Proxy.newProxyInstance(
                Outlet.class.getClassLoader(), new Class<?>[] {Outlet.class}, (proxy, method, arguments) -> {
                    boolean verdict = method.getName().equals("result") && arguments[0] == RecordType.Verdict;
                    return verdict ? null : invoke(to, method, arguments);
                })));

        assertThat(report.findings()).singleElement().asString().startsWith("[4] replay differs from the journal");
    }

    @Test
    void aReservationThatIsLost() throws Exception {
        ReplayAudit.Report report = audit(to -> meddled(to, 1, core -> {
            if (core.flow().table().openCount() > 0) {
                core.flow().risk().ended(core.flow().ids().last());
                core.flow().risk().ended(core.flow().ids().last() - 1);
            }
        }));

        assertThat(report.findings())
                .singleElement()
                .asString()
                .startsWith("[13 14 17 19 22 23 26] at position ")
                .contains(" reserves 0 and leaves 100");
    }
}
