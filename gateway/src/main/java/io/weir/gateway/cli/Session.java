package io.weir.gateway.cli;

import io.weir.fix.settings.SettingsException;
import io.weir.gateway.admin.AdminReply;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir session}: what an operator does about a session. Each change is journalled with who and why. */
@Command(
        name = "session",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {SessionAdd.class, SessionEdit.class, SessionRemove.class, SessionShow.class, SessionExport.class
        },
        header = {"Shows the FIX sessions of the running gateway, and changes them.", ""},
        footer =
                "%nA session is named by the counterparty's CompID, or as OURS->THEIRS, or whole: OURS/SUB/LOC->THEIRS/SUB/LOC.")
final class Session implements Callable<Integer> {
    static final String WHICH =
            "The session: the counterparty's CompID, or OURS->THEIRS; with sub and location ids, where they tell two apart,"
                    + " OURS/SUB/LOC->THEIRS/SUB/LOC.";
    static final String WHY = "Why; it is journalled.";

    @Spec
    private @Nullable CommandSpec spec;

    Session() {}

    @Override
    public Integer call() {
        Objects.requireNonNull(spec).commandLine().usage(spec.commandLine().getErr());
        return Weir.WRONG;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the sessions with their numbers.")
    int list(@Mixin Door door, @Option(names = "--json", description = "As JSON.") boolean json)
            throws IOException, SettingsException {
        AdminReply reply = door.reply("session-list", "");
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

    @Command(
            name = "set-numbers",
            mixinStandardHelpOptions = true,
            description = {
                "Sets the next sequence numbers, as agreed with the counterparty.",
                "The session is disconnected first. A lower outbound number begins a new epoch."
            })
    int setNumbers(
            @Mixin Door door,
            @Parameters(paramLabel = "SESSION", description = WHICH) String session,
            @Option(
                            names = "--next-out",
                            required = true,
                            paramLabel = "N",
                            description = "MsgSeqNum of our next message.")
                    long nextOut,
            @Option(names = "--next-in", required = true, paramLabel = "N", description = "MsgSeqNum of theirs.")
                    long nextIn,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = WHY) String reason)
            throws IOException, SettingsException {
        return door.ask("session-set-numbers", reason, session, Long.toString(nextOut), Long.toString(nextIn));
    }

    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Disconnects the session and begins again at 1 on our side.")
    int reset(
            @Mixin Door door,
            @Parameters(paramLabel = "SESSION", description = WHICH) String session,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = WHY) String reason)
            throws IOException, SettingsException {
        return door.ask("session-reset", reason, session);
    }

    @Command(
            name = "logout",
            mixinStandardHelpOptions = true,
            description = "Logs the session out. It may come back at once; disable keeps it away.")
    int logout(
            @Mixin Door door,
            @Parameters(paramLabel = "SESSION", description = WHICH) String session,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = WHY) String reason)
            throws IOException, SettingsException {
        return door.ask("session-logout", reason, session);
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Logs the session out and keeps it away until it is enabled; also over a restart.")
    int disable(
            @Mixin Door door,
            @Parameters(paramLabel = "SESSION", description = WHICH) String session,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = WHY) String reason)
            throws IOException, SettingsException {
        return door.ask("session-disable", reason, session);
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets the session come again.")
    int enable(
            @Mixin Door door,
            @Parameters(paramLabel = "SESSION", description = WHICH) String session,
            @Option(names = "--reason", paramLabel = "TEXT", defaultValue = "", description = WHY) String reason)
            throws IOException, SettingsException {
        return door.ask("session-enable", reason, session);
    }
}
