package io.weir.gateway.cli;

import io.weir.gateway.demo.Play;
import io.weir.gateway.oms.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Gateway, paper broker and a scripted OMS: eight orders live through their lives in under a minute. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Gateway, paper broker and a scripted OMS: eight orders live through their lives in under a"
                + " minute, and the books are held against what was expected.",
        footer = "%nExit status: 0 all as expected, 1 something was not.")
public final class Demo implements Callable<Integer> {
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        String home = System.getProperty("weir.home", "");
        if (home.isEmpty()) {
            err.println("weir demo: start it as ./weir demo, which knows where Weir is (-Dweir.home)");
            return WRONG;
        }
        try {
            List<String> weir = List.of(Path.of(home, "weir").toString());
            boolean good = Play.run(
                    weir,
                    line -> {
                        out.println(line);
                        out.flush();
                    },
                    Terminal.isInteractive());
            return good ? 0 : FAILED;
        } catch (IOException e) {
            err.println("weir demo: " + e.getMessage());
            return FAILED;
        }
    }
}
