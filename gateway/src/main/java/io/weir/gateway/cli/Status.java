package io.weir.gateway.cli;

import io.weir.gateway.admin.AdminReply;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Tells how the running gateway is.", ""})
final class Status implements Callable<Integer> {
    @Mixin
    private Door door = new Door();

    @Option(names = "--json", description = "As JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    Status() {}

    @Override
    public Integer call() throws Exception {
        AdminReply reply = door.reply("status", "");
        if (!reply.ok()) {
            throw new IOException(reply.text());
        }
        PrintWriter out = Screen.out(spec);
        if (json) {
            out.println(reply.json());
            return Weir.DONE;
        }
        List<List<String>> lines = reply.rows().get(0).entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList();
        Screen.aligned(lines).forEach(out::println);
        return Weir.DONE;
    }
}
