package io.weir.conformance.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The keys and certificates of two parties who believe each other, made by the JDK's keytool as the documentation says. */
final class Stores {
    static final String PASSWORD = "store-secret";

    private final Path directory;

    private Stores(Path directory) {
        this.directory = directory;
    }

    /** Makes NAME.p12 and NAME-trust.p12 for each of the two. */
    static Stores make(Path directory) throws IOException, InterruptedException {
        Stores stores = new Stores(directory);
        stores.party("weir", "dns:localhost");
        stores.party("quickfix", "dns:quickfix.example");
        stores.introduce("weir", "quickfix");
        stores.introduce("quickfix", "weir");
        return stores;
    }

    private void party(String name, String alternative) throws IOException, InterruptedException {
        String store = keys(name).toString();
        keytool("-genkeypair -alias ours -keyalg EC -dname CN=" + name + " -ext san=" + alternative
                + " -validity 90 -storepass " + PASSWORD + " -keystore " + store);
        keytool("-exportcert -rfc -alias ours -file " + store + ".pem -storepass " + PASSWORD + " -keystore " + store);
    }

    private void introduce(String name, String to) throws IOException, InterruptedException {
        keytool("-importcert -noprompt -alias " + name + " -file " + keys(name) + ".pem -storepass " + PASSWORD
                + " -keystore " + trust(to));
    }

    private static void keytool(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.addAll(Arrays.asList(arguments.split(" ", -1)));
        // Without an input it fails where it would ask.
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** A party's own key and certificate. */
    Path keys(String name) {
        return directory.resolve(name + ".p12");
    }

    /** Whom a party believes. */
    Path trust(String name) {
        return directory.resolve(name + "-trust.p12");
    }

    /** QuickFIX's keys for a party, with its own certificate or, as an initiator may, without. */
    List<String> settings(String name, boolean shown) {
        List<String> settings = new ArrayList<>(List.of(
                "SocketUseSSL=Y",
                "SocketTrustStore=" + trust(name),
                "SocketTrustStorePassword=" + PASSWORD,
                "TrustStoreType=PKCS12",
                "KeyStoreType=PKCS12"));
        if (shown) {
            settings.add("SocketKeyStore=" + keys(name));
            settings.add("SocketKeyStorePassword=" + PASSWORD);
        }
        return settings;
    }
}
