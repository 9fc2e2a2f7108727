package io.weir.gateway.cli;

import io.weir.fix.settings.GatewaySettings;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.passwords.PasswordDesk;
import io.weir.sessions.passwords.PasswordFile;
import io.weir.sessions.passwords.PasswordHash;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir password}. */
@Command(
        name = "password",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = {"Sets the password of a user who logs on to our sessions.", ""},
        description =
                "%nAsks for it twice without showing it, or reads one line of standard input where that is no terminal."
                        + " Only its hash is kept, in the WeirPasswordFile of the sessions whose WeirUsers name the user; a"
                        + " running gateway sees it at the next logon.%n",
        footer = "%nExample: ./weir password joe --config my-gateway")
final class Password implements Callable<Integer> {
    private static final int FEWEST = 10_000;
    private static final int MOST = 10_000_000;

    @Parameters(paramLabel = "USER", description = "The Username (553) of the Logon.")
    private String user = "";

    @Mixin
    private Configuration configuration = new Configuration();

    @Option(
            names = "--iterations",
            paramLabel = "N",
            description =
                    "What a guess costs, 10,000 to 10,000,000 rounds of PBKDF2 (default: ${DEFAULT-VALUE}, some 60 ms).")
    private int iterations = PasswordHash.ITERATIONS;

    @Spec
    private @Nullable CommandSpec spec;

    Password() {}

    @Override
    public Integer call() throws Exception {
        if (!PasswordFile.isUser(user)) {
            throw wrong("USER: expected " + PasswordFile.USER_EXPECTED);
        }
        if (iterations < FEWEST || iterations > MOST) {
            throw wrong("--iterations: expected 10000 to 10000000, found " + iterations);
        }
        Set<Path> files = files(configuration.load());
        String password = read();
        if (!PasswordDesk.mayBe(password)) {
            throw new IOException("expected a password of " + PasswordDesk.PASSWORD_EXPECTED);
        }
        for (Path file : files) {
            new PasswordFile(file).put(user, PasswordHash.of(password, iterations));
            Screen.out(spec).println(file + ": " + user + " has a new password");
        }
        return Weir.DONE;
    }

    private Set<Path> files(GatewaySettings settings) {
        Set<Path> files = new LinkedHashSet<>();
        List<String> known = new ArrayList<>();
        for (SessionSettings session : settings.sessions()) {
            Path file = session.credentials().passwordFile();
            known.addAll(session.credentials().users());
            if (file != null && session.credentials().users().contains(user)) {
                files.add(file);
            }
        }
        if (files.isEmpty()) {
            throw wrong("USER: expected one that a session's WeirUsers names"
                    + (known.isEmpty() ? ", and none does" : ": " + String.join(", ", new LinkedHashSet<>(known))));
        }
        return files;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }

    // JDK 22 to 24 give a console to those who have no terminal; 17 and 25, which we run on, do not.
    @SuppressWarnings("SystemConsoleNull")
    private static String read() throws IOException {
        Console console = System.console();
        if (console == null) {
            // Not closed: it is the process's.
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line = in.readLine();
            return line == null ? "" : line;
        }
        char[] first = console.readPassword("Password: ");
        char[] second = console.readPassword("Again: ");
        if (first == null || second == null || !String.valueOf(first).equals(String.valueOf(second))) {
            throw new IOException("the two are not the same; nothing was changed");
        }
        return String.valueOf(first);
    }
}
