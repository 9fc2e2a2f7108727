package io.weir.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.Durability;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalListener;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.journal.RecordType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hash chain finds that the checksums of the records cannot: those who forge make them right. */
class HashChainTest {
    @TempDir
    private Path folder;

    private final List<String> alerts = new ArrayList<>();

    private static Journal open(Path directory) {
        return Journal.open(
                new JournalSettings(directory, 1 << 16, Durability.NONE, 1, 10_000_000_000L, 0),
                JournalListener.ofFailure(cause -> {
                    throw new AssertionError(cause);
                }));
    }

    /** A life of a gateway that journals these words, with its chain. */
    private void live(Path directory, String... words) {
        Journal journal = open(directory);
        HashChain chain = HashChain.start(journal, directory, alerts::add);
        write(journal, words);
        journal.close();
        chain.close();
    }

    private static void write(Journal journal, String... words) {
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
            journal.append(RecordType.Explained, 0, 1, 5, 6, bytes, 0, bytes.length);
        }
        journal.endBatch();
    }

    private List<String> verify(Path directory) {
        List<String> found = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(directory)) {
            new JournalAudit(directory)
                    .verify(reader, position -> {})
                    .findings()
                    .forEach(each -> found.add(each.what()));
        }
        return found;
    }

    /** A journal with its own words, and the chain of another. */
    private Path forged(Path original, String... words) throws IOException {
        Path directory = folder.resolve("forged");
        try (Journal journal = open(directory)) {
            write(journal, words);
        }
        Files.copy(original.resolve(HashChain.FILE), directory.resolve(HashChain.FILE));
        return directory;
    }

    @Test
    void whatWasJournalledIsChainedOverAllLives() throws IOException {
        Path directory = folder.resolve("journal");
        live(directory, "one", "two");
        live(directory, "three");
        live(directory);
        assertThat(HashChain.read(directory.resolve(HashChain.FILE))).hasSize(3);
        assertThat(verify(directory)).isEmpty();
        assertThat(alerts).isEmpty();
    }

    @Test
    void anEditIsFound() throws IOException {
        Path original = folder.resolve("journal");
        live(original, "one", "two");
        assertThat(verify(forged(original, "one", "TWO")))
                .singleElement()
                .asString()
                .matches("a record between positions 0 and \\d+ is not the one that was chained, or is missing");
    }

    @Test
    void aRecordThatIsTakenAwayIsFound() throws IOException {
        Path original = folder.resolve("journal");
        live(original, "one", "two", "three");
        assertThat(verify(forged(original, "one", "three"))).isNotEmpty();
    }

    @Test
    void aJournalThatWasCutOffIsFound() throws IOException {
        Path original = folder.resolve("journal");
        live(original, "one", "two", "three");
        assertThat(verify(forged(original, "one")))
                .singleElement()
                .asString()
                .matches("the journal ends at position \\d+, but its chain goes on to \\d+: it was cut off");
    }

    @Test
    void aGatewayThatGoesOnAfterACutSaysSoAndKeepsTheChainAsItWas() throws IOException {
        Path original = folder.resolve("journal");
        live(original, "one", "two", "three");
        Path cut = forged(original, "one");
        live(cut, "four");
        assertThat(alerts).singleElement().asString().startsWith("hash chain: it goes on to position ");
        assertThat(verify(cut)).isEmpty();
        try (java.util.stream.Stream<Path> files = Files.list(cut)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .anyMatch(name -> name.startsWith("chain.cut-"));
        }
    }

    @Test
    void aLineThatWasBeingWrittenIsWrittenAnew() throws IOException {
        Path directory = folder.resolve("journal");
        live(directory, "one");
        Path file = directory.resolve(HashChain.FILE);
        Files.writeString(file, Files.readString(file) + "12345 00");
        live(directory, "two");
        assertThat(verify(directory)).isEmpty();
        Files.writeString(file, "nonsense\n" + Files.readString(file));
        assertThat(verify(directory)).containsExactly("line 1 of " + file + " is no checkpoint");
    }

    @Test
    void aJournalWithoutItsBeginningIsCheckedFromTheFirstCheckpointBehindIt() throws IOException {
        Path directory = folder.resolve("journal");
        String[] many = new String[2000];
        java.util.Arrays.fill(many, "a word that fills the segments of this journal");
        live(directory, many);
        live(directory, many);
        try (Journal journal = open(directory)) {
            assertThat(journal.retire(1 << 16, null)).isEqualTo(1);
        }
        assertThat(verify(directory)).isEmpty();
        live(directory, "one");
        assertThat(verify(directory)).isEmpty();
    }
}
