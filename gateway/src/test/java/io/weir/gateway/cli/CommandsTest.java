package io.weir.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.gateway.stand.FixClient;
import io.weir.gateway.stand.Stand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that need no running gateway, and what is wrong usage. */
class CommandsTest {
    @TempDir
    Path folder;

    private Typed weir(String line) {
        return Typed.weir(Arrays.stream(line.split(" ", -1))
                .map(word -> word.replace("DIR", folder.toString()))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "run --help",
                "check --help",
                "rules --help",
                "demo --help",
                "send --help",
                "log --help",
                "audit --help",
                "audit verify --help",
                "snapshot --help",
                "snapshot list --help",
                "snapshot verify --help",
                "status --help",
                "order --help",
                "session --help",
                "password --help",
                "session list --help",
                "session set-numbers --help",
                "session reset --help",
                "session logout --help",
                "session disable --help",
                "session enable --help",
                "session add --help",
                "session edit --help",
                "session remove --help",
                "session show --help",
                "session export --help",
                "kill --help",
                "release --help",
                "--version"
            })
    void everyCommandExplainsItself(String line) {
        Typed typed = weir(line);

        assertThat(typed.exit()).isZero();
        assertThat(typed.out()).isNotEmpty();
        assertThat(typed.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run --nonsense",
                "rules",
                "rules OMS1 --format pdf",
                "nonsense",
                "kill",
                "release",
                "order",
                "order A1 --day yesterday",
                "log",
                "audit",
                "audit verify",
                "session set-numbers OMS1",
                "session set-numbers OMS1 --next-out x --next-in 2",
                "session add --reason x",
                "session add HeartBtInt=3",
                "session edit OMS1 --reason x",
                "session edit OMS1 HeartBtIntt=3 --reason x",
                "session edit OMS1 Password=hunter2 --reason x",
                "session remove OMS1",
                "log DIR --from yesterday",
                "log DIR --type Nonsense",
                "session",
                ""
            })
    void wrongUsageIsTwo(String line) {
        assertThat(weir(line).exit()).isEqualTo(2);
    }

    @Test
    void wrongUsageIsOneLineAndWhereToLook() {
        assertThat(weir("kill --config DIR").err())
                .containsExactly("weir kill: Missing required option: '--reason=TEXT'", "Try: weir kill --help");
    }

    @Test
    void aSecretOnTheCommandLineGoesNoFurtherAndIsNotShown() {
        Typed typed = weir("session edit OMS1 Password=hunter2 LogonTag=554=hunter2 --reason x --config DIR");

        assertThat(typed.err())
                .containsExactly(
                        "weir session edit: Password = ***: expected a sessions file: secrets do not belong on a command line",
                        "weir session edit: LogonTag = 554=***: expected a sessions file: secrets do not belong on a command"
                                + " line");
    }

    // ---- check

    @Test
    void checkTellsWhatAConfigurationMeans() throws IOException {
        Stand.configure(folder);

        Typed typed = weir("check --config DIR");

        assertThat(typed.err()).isEmpty();
        assertThat(typed.exit()).isZero();
        assertThat(typed.out())
                .contains(
                        folder + " can be run: 2 sessions, 1 clients, 1 brokers, 2 instruments",
                        "  FIX.4.4:WEIR->OMS1   listens on 127.0.0.1:0   heartbeat 30 s  quickfix",
                        "  FIX.4.4:WEIR->PAPER  connects to 127.0.0.1:1  heartbeat 30 s  quickfix",
                        "  any client  any symbol  any algo  -> PAPER",
                        "  firm          1000      1000000.00",
                        "  sessions.cfg:2   [DEFAULT]              BeginString=FIX.4.4            honoured",
                        "  sessions.cfg:5   [DEFAULT]              FileStorePath=/var/fix         ignored: the journal"
                                + " keeps messages and numbers");
        assertThat(typed.out()).anyMatch(line -> line.contains("restricted: MSFT"));
    }

    @Test
    void checkSaysAllThatIsWrongALineEach() throws IOException {
        Stand.configure(folder);
        replace("weir.yaml", "collarBps: 500", "collarBps: wide");
        replace("weir.yaml", "brokers: [PAPER]", "brokers: [PAPRE]");
        replace("sessions.cfg", "HeartBtInt=30", "HeartBtInt=often");
        replace("sessions.cfg", "NonStopSession=Y", "NonStopSesion=Y");

        Typed typed = weir("check --config DIR");

        assertThat(typed.exit()).isEqualTo(2);
        assertThat(typed.out()).isEmpty();
        assertThat(typed.err()).allMatch(line -> line.startsWith("weir check: " + folder + "/"));
        assertThat(typed.err())
                .anyMatch(line -> line.contains("/weir.yaml:14: risk.collarBps = wide: expected "))
                .anyMatch(line -> line.contains("/weir.yaml:13: routes[0].brokers = PAPRE: expected ")
                        && line.endsWith("(did you mean PAPER?)"))
                .anyMatch(line -> line.contains("/sessions.cfg:18: HeartBtInt = often: expected "))
                .anyMatch(line -> line.contains("/sessions.cfg:4: NonStopSesion = Y: expected ")
                        && line.endsWith("(did you mean NonStopSession?)"));
    }

    @Test
    void runRefusesTheSameConfigurationInTheSameWords() throws IOException {
        Stand.configure(folder);
        replace("weir.yaml", "collarBps: 500", "collarBps: wide");

        List<String> said = weir("check --config DIR").err();
        Typed typed = weir("run --config DIR");

        assertThat(typed.exit()).isEqualTo(2);
        assertThat(typed.err())
                .isEqualTo(said.stream()
                        .map(line -> line.replace("weir check", "weir run"))
                        .toList());
    }

    @Test
    void aConfigurationThatIsNotThereIsNamed() {
        Typed typed = weir("check --config DIR/nothing");

        assertThat(typed.exit()).isEqualTo(2);
        assertThat(typed.err())
                .containsExactly("weir check: " + folder + "/nothing/weir.yaml: expected a file that can be read");
    }

    private void replace(String file, String from, String to) throws IOException {
        Path path = folder.resolve(file);
        String text = Files.readString(path);
        assertThat(text).contains(from);
        Files.writeString(path, text.replace(from, to));
    }

    // ---- rules

    @Test
    void rulesAreWrittenForOneSessionThatIsThere() throws IOException {
        Stand.configure(folder);

        assertThat(weir("rules OMS1 --config DIR").out()).startsWith("# Rules of Engagement: WEIR-\\>OMS1");
        Typed nobody = weir("rules NOBODY --config DIR");
        assertThat(nobody.exit()).isEqualTo(2);
        assertThat(nobody.err())
                .containsExactly(
                        "weir rules: no session NOBODY; there are: WEIR->OMS1, WEIR->PAPER", "Try: weir rules --help");
        assertThat(weir("rules PAPER --config DIR --format html -o DIR/paper.html")
                        .out())
                .isEmpty();
        assertThat(Files.readString(folder.resolve("paper.html"))).startsWith("<!DOCTYPE html>");
    }

    // ---- without a gateway

    @Test
    void withoutAGatewayNobodyIsKilled() throws IOException {
        Stand.configure(folder);

        Typed typed = weir("kill --config DIR --reason test");

        assertThat(typed.exit()).isEqualTo(1);
        assertThat(typed.err())
                .singleElement()
                .asString()
                .startsWith("weir kill: no gateway answers on " + folder + "/run/admin.sock: ");
    }

    // ---- log

    private void trade() throws Exception {
        try (Stand stand = Stand.start(folder);
                FixClient client = stand.client("OMS1")) {
            client.logon();
            client.order("A1", "AAPL", 100, "150.25");
            client.read('8');
        }
    }

    @Test
    void logPrintsAJournalAsReadableFix() throws Exception {
        trade();

        Typed typed = weir("log DIR/journal");

        assertThat(typed.exit()).isZero();
        assertThat(typed.out().stream().map(line -> line.substring(25, 58).stripTrailing()))
                .containsSubsequence(
                        "Reference",
                        "Started",
                        "Received      WEIR->OMS1",
                        "Sent          WEIR->OMS1",
                        "Received      WEIR->OMS1",
                        "Verdict",
                        "Sent          WEIR->OMS1");
        assertThat(typed.out())
                .anyMatch(line -> line.matches("\\d{8}-\\d\\d:\\d\\d:\\d\\d\\.\\d{6} Sent .*\\|35=8\\|.*"));
    }

    @Test
    void logKeepsToWhatIsAskedFor() throws Exception {
        trade();

        assertThat(weir("log DIR --session OMS1 --type D,8").out())
                .hasSize(2)
                .allMatch(line -> line.contains(" WEIR->OMS1 "));
        assertThat(weir("log DIR --session PAPER --type D").out()).isEmpty();
        assertThat(weir("log DIR --type started").out()).hasSize(1);
        assertThat(weir("log DIR --from 20990101-00:00").out()).isEmpty();
        assertThat(weir("log DIR --from 2020-01-01T00:00:00Z --type Started").out())
                .hasSize(1);
        assertThat(weir("log DIR/journal/0000000000000000000.journal --type D").out())
                .hasSize(1);
        assertThat(weir("log DIR --type D --raw").out())
                .singleElement()
                .asString()
                .startsWith("8=FIX.4.4\u00019=")
                .contains("\u000135=D\u0001");
    }

    @Test
    void whatIsNoJournalIsNamed() {
        Typed typed = weir("log DIR");

        assertThat(typed.exit()).isEqualTo(1);
        assertThat(typed.err())
                .containsExactly("weir log: " + folder + " is no journal: it has no file that ends with .journal");
        assertThat(weir("log DIR/nothing").exit()).isEqualTo(1);
    }
}
