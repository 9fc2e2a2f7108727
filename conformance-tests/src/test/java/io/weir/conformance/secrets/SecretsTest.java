package io.weir.conformance.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.GatewayProcess;
import io.weir.conformance.stage.Ports;
import io.weir.conformance.stage.QuickFixBroker;
import io.weir.conformance.stage.RawClient;
import io.weir.conformance.stage.Waiting;
import io.weir.sessions.passwords.PasswordFile;
import io.weir.sessions.passwords.PasswordHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway's process meets secrets in every place where one may stand, each of its own; then all that it wrote and said is
 * searched for them.
 */
class SecretsTest {
    private static final String CANARY = "CANARY";
    private static final String LOGON = "98=0|108=30|";
    private static final String CLIENT = "OMS1";

    @TempDir
    private Path directory;

    private final int metrics = Ports.free();
    private final Configuration configuration = new Configuration();
    private Path folder;
    private GatewayProcess gateway;
    private QuickFixBroker broker;
    private int canaries;

    /** One more secret, which all begin alike, and are long enough for a password. */
    private String canary() {
        return CANARY + "%06d".formatted(++canaries);
    }

    @BeforeEach
    void aGatewayThatIsToldSecrets() {
        folder = directory.resolve("weir");
        String raw = canary();
        for (String line : List.of(
                "WeirUsers=joe,ann",
                "WeirPasswordFile=passwords",
                "RejectGarbledMessage=Y",
                "Username=weir",
                "Password=" + canary(),
                "LogonTag=95=" + raw.length(),
                "LogonTag1=96=" + raw,
                "SocketKeyStorePassword=" + canary(),
                "SocketTrustStorePassword=" + canary())) {
            configuration.sessions(line);
        }
        configuration.line("metrics: {port: " + metrics + "}").line("fixLog: {dir: fix}");
        configuration.write(folder);
        broker = new QuickFixBroker("BRKA", configuration.port("BRKA"), directory);
        gateway = new GatewayProcess(folder);
    }

    @AfterEach
    void close() {
        broker.close();
        gateway.close();
    }

    private RawClient connect(String compId) {
        return new RawClient(configuration.clientPort(), compId);
    }

    private static String secrets(String user, String password, String more) {
        return LOGON + "553=" + user + "|554=" + password + "|" + more;
    }

    /** RawDataLength and RawData, with a field's end within. */
    private String raw() {
        String data = canary() + "\u0001" + canary();
        return "95=" + data.length() + "|96=" + data + "|";
    }

    @Test
    void noSecretIsWrittenOrSaid() throws Exception {
        String first = canary();
        String second = canary();
        new PasswordFile(folder.resolve("passwords")).put("joe", PasswordHash.of(first, 10_000));
        broker.start();
        gateway.start();
        broker.awaitLogon();

        inASession(first, second);
        refusedByTheSession(second);
        refusedAtTheEdge(second);
        atTheEnd(second);
        Map<String, String> said = said();
        gateway.kill();

        // The search finds what is there.
        assertThat(said.get("log")).contains("553=joe|554=***").contains("553=weir|554=***");
        assertThat(said.get("metrics")).contains("weir_");
        assertThat(said.get("session list")).contains(CLIENT);
        said.forEach((where, text) -> assertThat(text).as(where).doesNotContain(CANARY));
        assertThat(filesWith("553=joe")).anyMatch(file -> file.endsWith(".journal"));
        assertThat(filesWith(CANARY)).containsExactly("sessions.cfg");
    }

    private void inASession(String password, String newPassword) {
        try (RawClient client = connect(CLIENT)) {
            client.send(client.next("A", secrets("joe", password, "925=" + newPassword + "|" + raw())));
            client.await("35=A");
            client.send(client.next("BE", "923=r1|924=3|553=joe|554=" + canary() + "|925=" + canary() + "|" + raw()));
            byte[] garbled = client.message("A", 3, secrets("joe", canary(), raw()));
            garbled[garbled.length - 2] ^= 1;
            byte[] cut = client.message("A", 3, secrets("joe", canary(), ""));
            byte[] noTag = client.message("A", 3, secrets("joe", canary(), "nonsense|" + canary() + "|"));
            client.send(garbled, noTag, Arrays.copyOf(cut, cut.length - 20));
            // What was cut takes the beginning of what follows for its end.
            client.send(client.message("1", 3, "112=swallowed|"), client.next("1", "112=seen|"));
            client.await("35=0 112=seen");
            try (RawClient twin = connect(CLIENT)) {
                twin.send(twin.next("A", secrets("joe", newPassword, raw())));
                twin.awaitClose();
            }
            client.send(client.next("5", "58=bye|"));
            client.awaitClose();
        }
    }

    private void refusedByTheSession(String password) {
        for (String fault : List.of(
                "108=-5|",
                "108=30|1137=9|",
                "108=30|554=" + canary() + "|",
                "108=30|58=|",
                "108=30|35=A|",
                "108=30|789=x|")) {
            try (RawClient client = connect(CLIENT)) {
                client.send(client.message("A", 1, "98=0|141=Y|553=joe|554=" + password + "|925=|" + raw() + fault));
                client.awaitClose();
            }
        }
    }

    private void refusedAtTheEdge(String password) {
        try (RawClient client = connect(CLIENT);
                RawClient stranger = connect("NOBODY");
                RawClient half = connect(CLIENT);
                RawClient garbled = connect(CLIENT);
                RawClient tooLong = connect(CLIENT);
                RawClient nameless = connect(CLIENT);
                RawClient newer = connect(CLIENT);
                RawClient confused = connect(CLIENT)) {
            client.send(client.next("A", secrets("ann", canary(), "925=" + canary() + "|" + raw())));
            stranger.send(stranger.next("A", secrets("joe", canary(), raw())));
            byte[] whole = half.next("A", secrets("joe", canary(), raw()));
            half.send(Arrays.copyOf(whole, whole.length - 12));
            byte[] wrong = garbled.next("A", secrets("joe", canary(), ""));
            wrong[wrong.length - 2] ^= 1;
            garbled.send(wrong);
            tooLong.send(tooLong.next("A", secrets("joe", canary().repeat(2_000), "")));
            nameless.send(nameless.next("A", LOGON + "554=" + canary() + "|"));
            newer.send(newer.next("A", secrets("joe", password, "925=" + CANARY + "|")));
            confused.send(confused.next("A", secrets(canary(), canary(), "")));
            for (RawClient each : List.of(client, stranger, garbled, tooLong, nameless, newer, confused)) {
                each.awaitClose();
            }
        }
    }

    /** All that came before has been worked on when this is in the readable log. */
    private void atTheEnd(String password) {
        try (RawClient client = connect(CLIENT)) {
            client.send(client.next("A", secrets("joe", password, "141=Y|")));
            client.await("35=A");
            client.send(client.next("1", "112=THE-END|"));
            client.await("35=0 112=THE-END");
        }
        Waiting.until("the end of the FIX log", () -> {
            try {
                return !filesWith("112=THE-END").stream()
                        .filter(file -> file.startsWith("fix/"))
                        .toList()
                        .isEmpty();
            } catch (IOException | UncheckedIOException renamed) {
                // A segment of the journal, while it was looked at.
                return false;
            }
        });
    }

    /** What the gateway and its commands say. */
    private Map<String, String> said() throws IOException, InterruptedException {
        Map<String, String> said = new LinkedHashMap<>();
        String config = folder.toString();
        String journal = folder.resolve("journal").toString();
        Map<String, Process> commands = new LinkedHashMap<>();
        commands.put("log", weir("log", journal));
        commands.put("log --raw", weir("log", journal, "--raw"));
        commands.put("log --type", weir("log", journal, "--type", "Reference"));
        commands.put("check", weir("check", "--config", config));
        commands.put("session list", weir("session", "list", "--config", config));
        commands.put("status", weir("status", "--json", "--config", config));
        for (Map.Entry<String, Process> each : commands.entrySet()) {
            String output = new String(each.getValue().getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(each.getValue().waitFor())
                    .as(each.getKey() + ": " + output)
                    .isZero();
            said.put(each.getKey(), output);
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + metrics + "/metrics"))
                .build();
        said.put(
                "metrics",
                HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.ofString())
                        .body());
        said.put("the process", String.join("\n", gateway.said()));
        return said;
    }

    private static Process weir(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                "io.weir.gateway.cli.Weir"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** The files of the gateway that hold these bytes. */
    private List<String> filesWith(String text) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                // Latin-1: each byte is a character.
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(folder.relativize(file).toString());
                }
            }
        }
        return found;
    }
}
