package io.weir.gateway.audit;

import io.weir.sessions.journal.JournalReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Checks a journal, which may be another process's and still grow, against what must hold in it.
 *
 * <p>It keeps something of each order, a few hundred bytes. Confined to one thread.
 */
public final class JournalAudit {
    private static final int PROGRESS_EACH = 10_000;

    /**
     * What came of it.
     *
     * @param records how many were looked at
     * @param checked by rule, in a defined order: how many things it applied to
     * @param found how many findings there are
     * @param findings the first thousand
     */
    public record Report(long records, Map<String, Long> checked, long found, List<Finding> findings) {
        /** Whether all holds. */
        public boolean isClean() {
            return found == 0;
        }
    }

    private final List<Rule> rules;

    /** An audit of a journal's records alone. */
    public JournalAudit() {
        rules = rules();
    }

    /** An audit of a journal in a directory, with the hash chain that is beside it. */
    public JournalAudit(Path directory) {
        rules = new ArrayList<>(rules());
        rules.add(Chain.of(directory));
    }

    private static List<Rule> rules() {
        return List.of(
                new Course(),
                new Causes(),
                new SentNumbers(),
                new BrokerOrders(),
                new Requests(),
                new Decisions(),
                new Kills(),
                new KillReach(),
                new ClientOrders(),
                new People(),
                new Secrets());
    }

    /**
     * Reads to the journal's end.
     *
     * @param progress hears the position now and then
     * @throws io.weir.sessions.journal.JournalException if a record is damaged, or missing
     */
    public Report verify(JournalReader reader, LongConsumer progress) {
        Findings findings = new Findings();
        Entry entry = new Entry(reader);
        long records = 0;
        while (entry.next()) {
            for (Rule rule : rules) {
                rule.look(entry, findings);
            }
            if (++records % PROGRESS_EACH == 0) {
                progress.accept(entry.position());
            }
        }
        for (Rule rule : rules) {
            rule.end(entry, findings);
        }
        Map<String, Long> checked = new LinkedHashMap<>();
        rules.forEach(rule -> checked.put(rule.sentence(), rule.checked()));
        return new Report(records, checked, findings.count(), new ArrayList<>(findings.kept()));
    }
}
