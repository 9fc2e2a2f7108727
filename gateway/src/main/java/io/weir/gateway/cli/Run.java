package io.weir.gateway.cli;

import io.weir.fix.settings.GatewaySettings;
import io.weir.gateway.run.PasswordFiles;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir run}. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Runs the gateway.", ""},
        description =
                "%nGoes on from its journal, until SIGTERM or Ctrl-C. One line says when it is ready; alerts go to"
                        + " standard error, a line each.%n",
        footer = {
            "%nExample: ./weir run --config my-gateway",
            "Exit status: 0 after SIGTERM or Ctrl-C; 1 where the journal is in use or damaged, replay differs from it,"
                    + " a port is taken, or the gateway has stopped by itself; 2 where the configuration is wrong, a line"
                    + " for each error."
        })
final class Run implements Callable<Integer> {
    @Mixin
    private Configuration configuration = new Configuration();

    @Spec
    private @Nullable CommandSpec spec;

    Run() {}

    @Override
    public Integer call() throws Exception {
        GatewaySettings settings = configuration.load();
        PasswordFiles.check(settings);
        PrintWriter out = Screen.out(spec);
        AlertLog alerts = new AlertLog();
        try (alerts;
                Service service =
                        Service.start(configuration.directory(), settings, alerts, cause -> stopped(cause, alerts))) {
            Thread hook = new Thread(() -> end(service, alerts, out), "close");
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                out.println(service.ready());
                new CountDownLatch(1).await();
            } finally {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
            return Weir.FAILED;
        } catch (InterruptedException e) {
            // Whoever runs us in a thread of his own wants it back.
            return Weir.DONE;
        }
    }

    /** The JVM would leave with 143 after SIGTERM; a gateway that was told to go has not failed. */
    private static void end(Service service, AlertLog alerts, PrintWriter out) {
        service.close();
        alerts.close();
        out.println("closed");
        Runtime.getRuntime().halt(Weir.DONE);
    }

    /** A broken invariant or a failed journal: nothing more is sent, and nothing may hold up the end. */
    private static void stopped(Throwable cause, AlertLog alerts) {
        alerts.close();
        System.err.println("weir run: stopped by itself, the journal is kept: " + cause);
        cause.printStackTrace();
        Runtime.getRuntime().halt(Weir.FAILED);
    }
}
