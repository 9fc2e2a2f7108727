package io.weir.gateway.cli;

import io.weir.fix.settings.GatewaySettings;
import io.weir.gateway.run.CancelOnly;
import io.weir.gateway.run.PasswordFiles;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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
            "%nExamples: ./weir run --config my-gateway",
            "          ./weir run --config my-gateway --recover=cancel-only --reason \"start refused, going flat\"",
            "%n--recover=cancel-only is the way out where a start is refused because replay does not repeat the journal: the"
                    + " records are trusted, no order is taken (TE008), what is open is canceled, fills are booked."
                    + " Stop it when all is flat; the next start is a normal one, with the kill switch engaged.",
            "Exit status: 0 after SIGTERM or Ctrl-C; 1 where the journal is in use or damaged, replay differs from it,"
                    + " a port is taken, or the gateway has stopped by itself; 2 where the configuration is wrong, a line"
                    + " for each error."
        })
final class Run implements Callable<Integer> {
    private static final String NORMAL = "normal";
    private static final String CANCEL_ONLY = "cancel-only";

    @Mixin
    private Configuration configuration = new Configuration();

    @Option(
            names = "--recover",
            paramLabel = "MODE",
            description = "normal (the default), or cancel-only: takes no orders and cancels what is open.")
    private String recover = NORMAL;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; needed with --recover=cancel-only.")
    private String reason = "";

    @Spec
    private @Nullable CommandSpec spec;

    Run() {}

    private @Nullable CancelOnly cancelOnly() {
        if (recover.equals(NORMAL)) {
            return null;
        }
        if (!recover.equals(CANCEL_ONLY)) {
            throw wrong("--recover is normal or cancel-only, not " + recover);
        }
        String why = reason.replaceAll("\\p{Cntrl}", " ").strip();
        if (why.isEmpty()) {
            throw wrong("--recover=cancel-only needs a --reason");
        }
        return new CancelOnly(System.getProperty("user.name"), why);
    }

    private ParameterException wrong(String text) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), text);
    }

    @Override
    public Integer call() throws Exception {
        CancelOnly cancelOnly = cancelOnly();
        GatewaySettings settings = configuration.load();
        PasswordFiles.check(settings);
        PrintWriter out = Screen.out(spec);
        AlertLog alerts = new AlertLog();
        try (alerts;
                Service service = Service.start(
                        configuration.directory(), settings, cancelOnly, alerts, cause -> stopped(cause, alerts))) {
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
