package io.weir.gateway.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/** What a person sees who types a command. */
record Typed(int exit, List<String> out, List<String> err) {
    static Typed weir(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                Weir.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = command.execute(arguments);
        return new Typed(
                exit, out.toString().lines().toList(), err.toString().lines().toList());
    }
}
