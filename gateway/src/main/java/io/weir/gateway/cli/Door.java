package io.weir.gateway.cli;

import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SettingsException;
import io.weir.gateway.admin.AdminClient;
import io.weir.gateway.admin.AdminReply;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say which running gateway is meant, and how it is asked. */
final class Door {
    private static final long PATIENCE_MILLIS = 20_000;
    private static final String USUAL_SOCKET = "data/admin.sock";

    @Mixin
    private Configuration configuration = new Configuration();

    @Option(
            names = "--socket",
            paramLabel = "FILE",
            description = "The gateway's admin socket (default: the one that its configuration names).")
    private @Nullable Path socket;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /** Asks the gateway, prints what it says, and returns the exit status. */
    int ask(String command, String reason, String... arguments) throws IOException, SettingsException {
        AdminReply reply = reply(command, reason, arguments);
        if (reply.ok()) {
            Screen.out(spec).println(reply.text());
            return Weir.DONE;
        }
        throw new IOException(reply.text());
    }

    /** Asks the gateway. */
    AdminReply reply(String command, String reason, String... arguments) throws IOException, SettingsException {
        return new AdminClient(socket(), PATIENCE_MILLIS).ask(command, reason, arguments);
    }

    /** The settings of the gateway that is meant. */
    GatewaySettings settings() throws SettingsException {
        return configuration.load();
    }

    /** Whether a gateway listens where it is asked. */
    boolean isOpen() throws SettingsException {
        return new AdminClient(socket(), PATIENCE_MILLIS).isAnswered();
    }

    /** Somebody may be editing the configuration while the gateway that it was must be stopped. */
    private Path socket() throws SettingsException {
        Path named = socket;
        if (named != null) {
            return named;
        }
        try {
            return configuration.load().admin().socket();
        } catch (SettingsException e) {
            Path usual = configuration.directory().resolve(USUAL_SOCKET);
            PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
            if (!Files.exists(usual)) {
                err.println("the configuration has errors; --socket FILE reaches a running gateway in spite of them");
                throw e;
            }
            err.println("the configuration has errors (weir check tells them); asking on " + usual);
            return usual;
        }
    }
}
