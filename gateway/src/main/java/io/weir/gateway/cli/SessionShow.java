package io.weir.gateway.cli;

import io.weir.fix.settings.SettingsException;
import io.weir.gateway.admin.AdminReply;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir session show}. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Shows all keys of a session in force, and where each comes from.", ""},
        description = "A file and line, a person at run time (who, when, why), or the default. Secrets are stars.%n")
final class SessionShow implements Callable<Integer> {
    @Mixin
    private Door door = new Door();

    @Parameters(paramLabel = "SESSION", description = Session.WHICH)
    private String session = "";

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    SessionShow() {}

    @Override
    public Integer call() throws IOException, SettingsException {
        AdminReply reply = door.reply("session-show", "", session);
        if (!reply.ok()) {
            throw new IOException(reply.text());
        }
        PrintWriter out = Screen.out(spec);
        if (json) {
            out.println(reply.json());
        } else {
            Screen.table(reply.rows()).forEach(out::println);
        }
        return Weir.DONE;
    }
}
