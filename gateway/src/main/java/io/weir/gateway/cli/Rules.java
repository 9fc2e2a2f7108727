package io.weir.gateway.cli;

import io.weir.fix.dictionary.DictionaryException;
import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SettingsException;
import io.weir.gateway.core.SessionNames;
import io.weir.gateway.rules.Document;
import io.weir.gateway.rules.RulesOfEngagement;
import io.weir.gateway.run.Gateway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir rules}. */
@Command(
        name = "rules",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Writes the Rules of Engagement for the counterparty of a session.", ""},
        description = {
            "Names, connection, session protocol, messages with their fields, what is taken and what is refused and how, algos,"
                    + " limits, examples: for a client what it may send, for a broker what it will get. All of it is asked"
                    + " from the gateway's own code under the settings of the session; nothing is sent, and no gateway needs to"
                    + " run.",
            "What people set at run time is not in it: weir session export prints that for the file.%n"
        })
final class Rules implements Callable<Integer> {
    /** A format of the document. */
    enum Format {
        MD,
        HTML
    }

    @Mixin
    private Configuration configuration = new Configuration();

    @Parameters(paramLabel = "SESSION", description = Session.WHICH)
    private String session = "";

    @Option(
            names = "--format",
            paramLabel = "md|html",
            defaultValue = "md",
            description = "Markdown, or a page of HTML (default: md).")
    private Format format = Format.MD;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where it is written (default: standard output).")
    private @Nullable Path output;

    @Spec
    private @Nullable CommandSpec spec;

    Rules() {}

    @Override
    public Integer call() throws IOException, SettingsException {
        GatewaySettings settings = configuration.load();
        Document document = rules(settings).of(place(settings));
        String text = format == Format.HTML ? document.html() : document.markdown();
        Path file = output;
        if (file == null) {
            Screen.out(spec).print(text);
            Screen.out(spec).flush();
        } else {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        }
        return Weir.DONE;
    }

    private static RulesOfEngagement rules(GatewaySettings settings) throws IOException {
        try {
            return new RulesOfEngagement(settings, Gateway.BUILD);
        } catch (DictionaryException e) {
            throw new IOException(e.file() + ":" + e.line() + ": " + e.getMessage(), e);
        }
    }

    private int place(GatewaySettings settings) {
        try {
            return SessionNames.find(
                    settings.sessions().stream().map(SessionSettings::ids).toList(), session);
        } catch (IllegalArgumentException none) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), String.valueOf(none.getMessage()), none);
        }
    }
}
