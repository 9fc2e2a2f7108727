package io.weir.gateway.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.settings.GatewaySettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that archives orders is killed as it writes, twice, and another one goes on. */
class KilledArchiveTest {
    @TempDir
    Path folder;

    @Test
    void everyOrderOfTheJournalIsThereAfterKillsInTheMiddleOfWriting() throws Exception {
        killAfter("FROM1", 3_000);
        killAfter("FROM2", 2_000);
        GatewaySettings settings = OrderJournal.settings(folder, OrderFeed.ARCHIVE);
        List<String> alerts = new CopyOnWriteArrayList<>();
        List<String> expected = OrderFeed.ended(folder.resolve("journal"));
        List<String> missing = new ArrayList<>();

        try (OrderJournal journal = new OrderJournal(folder);
                OrderArchive archive = journal.archive(settings, alerts::add)) {
            for (String orderId : expected) {
                List<ArchivedOrder> found = archive.ask(OrderQuestion.of(orderId, "", ""))
                        .get(60, TimeUnit.SECONDS)
                        .orders();
                if (found.size() != 1 || found.get(0).status != '2' || found.get(0).cumQtyE8 != 100 * 100_000_000L) {
                    missing.add(orderId + " " + found);
                }
            }
        }

        assertThat(missing).isEmpty();
        assertThat(expected).hasSizeGreaterThan(5_000).doesNotHaveDuplicates();
        assertThat(alerts).hasSize(1).first().asString().contains("it was not closed in order");
    }

    /** Lets a process of our own write until it has archived so many orders, and kills it without a word (SIGKILL). */
    private void killAfter(String prefix, long orders) throws IOException, InterruptedException {
        Process process = OurJava.process(List.of(), OrderFeed.class, folder.toString(), prefix);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null && Long.parseLong(line) < orders) {
                line = out.readLine();
            }
            assertThat(line).as("it has archived so many").isNotNull();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
