package io.weir.gateway.cli;

import io.weir.fix.settings.SettingsException;
import io.weir.gateway.run.Gateway;
import io.weir.sessions.journal.JournalException;
import io.weir.sessions.sequencer.ReplayDivergence;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code weir}. */
@Command(
        name = "weir",
        mixinStandardHelpOptions = true,
        versionProvider = Weir.Version.class,
        description = "A FIX 4.4 execution gateway.%n",
        subcommands = {
            Run.class,
            Check.class,
            Rules.class,
            Demo.class,
            Send.class,
            Log.class,
            Audit.class,
            Snapshots.class,
            Status.class,
            Session.class,
            Order.class,
            Reconcile.class,
            Password.class,
            Kill.class,
            Release.class
        },
        footer = {
            "  paper    A broker to try everything against.",
            "  bench    The benchmarks.",
            "%n`weir COMMAND --help` tells more. Exit status: 0 done, 1 failed, 2 wrong usage or configuration."
        })
public final class Weir implements Callable<Integer> {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG = 2;

    private static final String LOGGING = "logback.configurationFile";

    @Spec
    private @Nullable CommandSpec spec;

    Weir() {}

    /** Runs a command. */
    public static void main(String[] arguments) {
        if (System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "io/weir/gateway/cli/logback.xml");
        }
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Weir())
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Weir::wrongUsage)
                .setExecutionExceptionHandler(Weir::failed);
    }

    @Override
    public Integer call() {
        Objects.requireNonNull(spec).commandLine().usage(System.out);
        return WRONG;
    }

    private static int wrongUsage(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        complain(command, String.valueOf(e.getMessage()));
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("Try: " + name + " --help");
        return WRONG;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof SettingsException wrong) {
            wrong.errors().forEach(error -> complain(command, error.toString()));
            return WRONG;
        }
        if (e instanceof IOException
                || e instanceof JournalException
                || e instanceof ReplayDivergence
                || e instanceof IllegalStateException) {
            complain(command, String.valueOf(e.getMessage()));
            return FAILED;
        }
        complain(command, "this is a bug: " + e);
        e.printStackTrace(command.getErr());
        return FAILED;
    }

    private static void complain(CommandLine command, String text) {
        PrintWriter err = command.getErr();
        for (String line : text.split("\\R", -1)) {
            err.println(command.getCommandSpec().qualifiedName() + ": " + line);
        }
        err.flush();
    }

    /** The version of the jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"weir " + Gateway.BUILD};
        }
    }
}
