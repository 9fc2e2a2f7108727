package io.weir.gateway.archive;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.GatewaySettings;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** A process that archives orders without end, and prints how many it has. */
final class OrderFeed {
    static final String ARCHIVE = "ordersPerFile: 2000";

    private static final int EACH = 100;

    private OrderFeed() {}

    /** Writes into the folder of the first argument; ids begin with the second. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        GatewaySettings settings = OrderJournal.settings(folder, ARCHIVE);
        try (OrderJournal journal = new OrderJournal(folder);
                OrderArchive archive = journal.archive(settings, alert -> {})) {
            for (long i = 0; ; i++) {
                String number = String.format(Locale.ROOT, "%09d", i);
                journal.filled(arguments[1] + number, "A" + number);
                if (i % EACH == 0) {
                    System.out.println(archive.archived());
                    // As far ahead as a busy gateway would be, and no further.
                    while (archive.lagBytes() > 1 << 20) {
                        LockSupport.parkNanos(1_000_000);
                    }
                }
            }
        }
    }

    /** The OrderIDs that a client was told of as filled, read from the journal alone. */
    static List<String> ended(Path journal) {
        List<String> ended = new ArrayList<>();
        FixMessage message = new FixMessage();
        try (JournalReader reader = JournalReader.open(journal)) {
            while (reader.next()) {
                int end = reader.offset() + reader.length();
                if (reader.type() == RecordType.Sent
                        && FixParser.parse(reader.bytes(), reader.offset(), end, message) == FixParser.Result.OK
                        && message.textOf(Tags.ORD_STATUS).equals("2")) {
                    ended.add(message.textOf(Tags.ORDER_ID));
                }
            }
        }
        return ended;
    }
}
