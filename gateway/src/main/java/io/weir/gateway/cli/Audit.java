package io.weir.gateway.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir audit}. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        header = {"Looks into a journal for auditors.", ""},
        subcommands = AuditVerify.class)
final class Audit implements Callable<Integer> {
    @Spec
    private @Nullable CommandSpec spec;

    Audit() {}

    @Override
    public Integer call() {
        Objects.requireNonNull(spec).commandLine().usage(spec.commandLine().getErr());
        return Weir.WRONG;
    }
}
