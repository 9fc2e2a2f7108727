package io.weir.sessions.journal;

import io.weir.fix.settings.Durability;
import java.io.IOException;
import java.nio.file.Path;

/** A process that appends until it is killed, and prints how many records are durable. */
final class KilledWriter {
    private KilledWriter() {}

    public static void main(String[] arguments) throws IOException {
        JournalSettings settings = new JournalSettings(
                Path.of(arguments[0]), 256 << 10, Durability.valueOf(arguments[1]), 2, 10_000_000_000L, 0);
        Journal journal;
        try {
            journal = Journal.open(settings, new Heard());
        } catch (JournalException e) {
            System.out.println("refused: " + e.getMessage());
            return;
        }
        System.out.println("boot " + journal.bootNumber());
        int next = (int) journal.recovery().records();
        for (; ; ) {
            long last = 0;
            for (int i = 0; i < 50; i++) {
                last = Lines.append(journal, next++);
                if (i % 10 == 9) {
                    journal.endBatch();
                }
            }
            while (journal.durablePosition() <= last) {
                Thread.onSpinWait();
            }
            System.out.println(next);
        }
    }
}
