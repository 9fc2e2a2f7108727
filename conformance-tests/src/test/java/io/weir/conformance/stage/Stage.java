package io.weir.conformance.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An OMS, the gateway and a broker, logged on to each other; scenarios follow one another on it. */
public final class Stage implements AutoCloseable {
    private final Configuration configuration;
    private final QuickFixOms oms;
    private final GatewayUnderTest gateway;
    private final List<QuickFixBroker> brokers = new ArrayList<>();
    private final List<Tunnel> tunnels = new ArrayList<>();
    private int scenarios;

    private Stage(Configuration configuration, Path directory) {
        this.configuration = configuration;
        configuration.write(directory.resolve("weir"));
        gateway = new GatewayUnderTest(directory.resolve("weir"));
        oms = new QuickFixOms("OMS1", configuration.clientPort(), directory);
        for (String broker : configuration.brokers()) {
            brokers.add(new QuickFixBroker(broker, configuration.port(broker), directory));
            if (configuration.tunnelPort(broker) != configuration.port(broker)) {
                tunnels.add(new Tunnel(configuration.tunnelPort(broker), configuration.port(broker)));
            }
        }
    }

    /** Sets everybody up in a folder and waits until all are logged on. */
    public static Stage open(Configuration configuration, Path directory) {
        Stage stage = new Stage(configuration, directory);
        stage.brokers.forEach(QuickFixBroker::start);
        stage.gateway.start();
        stage.oms.start();
        stage.awaitLogons();
        stage.begin();
        return stage;
    }

    /** Waits until everybody is logged on. */
    public void awaitLogons() {
        oms.awaitLogon();
        brokers.forEach(QuickFixBroker::awaitLogon);
    }

    /** Begins the next scenario. */
    public void begin() {
        settle();
        scenarios++;
        oms.begin(scenarios);
        brokers.forEach(QuickFixBroker::begin);
        gateway.forgetAlerts();
    }

    /** Waits until all that was said has had its effect on the others. */
    public void settle() {
        oms.fence();
        brokers.forEach(Engine::fence);
        oms.fence();
    }

    /** Waits for these reports, and that nothing else comes. */
    public void expectReports(String... lines) {
        oms.awaitCount(lines.length);
        settle();
        oms.expect(lines);
    }

    /** Waits for these messages at the broker, and that nothing else comes. */
    public void expectOrders(String... lines) {
        broker().awaitCount(lines.length);
        settle();
        broker().expect(lines);
    }

    /** Fails where an engine was not at peace or the gateway has stopped. */
    public void assertSatisfied() {
        gateway.assertSound();
        oms.assertSatisfied();
        brokers.forEach(QuickFixBroker::assertSatisfied);
    }

    /** The OMS. */
    public QuickFixOms oms() {
        return oms;
    }

    /** The gateway. */
    public GatewayUnderTest gateway() {
        return gateway;
    }

    /** The first broker. */
    public QuickFixBroker broker() {
        return brokers.get(0);
    }

    /** A broker by its place. */
    public QuickFixBroker broker(int index) {
        return brokers.get(index);
    }

    /** The line to the first broker. */
    public Tunnel tunnel() {
        return tunnels.get(0);
    }

    /** Waits until the gateway has noticed that a session, by its place, is up or down. */
    public void awaitSession(int session, boolean up) {
        Waiting.until(
                "session " + session + (up ? " up" : " down"),
                () -> gateway.view(core -> core.sessions().session(session).isLoggedOn()) == up);
    }

    /** Stops the gateway and starts it again on its folder; waits until everybody is logged on. */
    public void restartGateway() {
        gateway.close();
        gateway.start();
        awaitAgain();
    }

    /** The night passes: the gateway stops, and is started again a day later. */
    public void nextDay() {
        gateway.close();
        gateway.laterBy(Duration.ofDays(1));
        gateway.start();
        awaitAgain();
    }

    /** Waits until everybody is logged on, in the gateway's eyes, too. */
    public void awaitAgain() {
        awaitLogons();
        for (int i = 0; i <= brokers.size(); i++) {
            awaitSession(i, true);
        }
    }

    /** What the gateway was told. */
    public Configuration configuration() {
        return configuration;
    }

    @Override
    public void close() {
        oms.close();
        tunnels.forEach(Tunnel::close);
        brokers.forEach(QuickFixBroker::close);
        gateway.close();
    }
}
