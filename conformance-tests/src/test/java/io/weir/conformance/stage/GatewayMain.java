package io.weir.conformance.stage;

import io.weir.gateway.run.Gateway;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A gateway as a process of its own, to be killed. */
public final class GatewayMain {
    private GatewayMain() {}

    /** Runs the gateway of a folder until it is killed, or has stopped by itself. */
    public static void main(String[] args) throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        Gateway gateway = Gateway.start(
                Path.of(args[0]),
                failure -> {
                    failure.printStackTrace();
                    stopped.countDown();
                },
                alert -> System.out.println("alert: " + alert));
        System.out.println("started, " + gateway.engine().recovered() + " events recovered");
        stopped.await();
        System.exit(3);
    }
}
