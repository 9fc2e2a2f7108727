package io.weir.gateway.audit;

import io.weir.sessions.journal.RecordType;
import java.util.HashSet;
import java.util.Set;

/** The course of things: time never goes back, boots count up, nothing is received but on a connection of this boot. */
final class Course implements Rule {
    private final Set<String> connections = new HashSet<>();
    private long monoNanos = Long.MIN_VALUE;
    private long boot;
    private long checked;

    @Override
    public String sentence() {
        return "[3 29] time and boot numbers only grow, and messages come on connections that are open";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        if (entry.type().isHousekeeping()) {
            return;
        }
        checked++;
        if (entry.monoNanos() < monoNanos) {
            findings.add(this, entry, "the monotonic time goes back");
        }
        monoNanos = entry.monoNanos();
        String connection = entry.session() + " " + entry.aux();
        if (entry.type() == RecordType.Started) {
            connections.clear();
            if (entry.aux() <= boot) {
                findings.add(this, entry, "boot " + entry.aux() + " after boot " + boot);
            }
            boot = entry.aux();
        } else if (entry.type() == RecordType.Connected) {
            connections.add(connection);
        } else if (entry.type() == RecordType.Received
                && !connections.contains(connection)
                && !(boot == 0 && entry.journalBeginsLate())) {
            findings.add(this, entry, "a message on connection " + entry.aux() + ", which is not open");
        } else if (entry.type() == RecordType.Disconnected) {
            connections.remove(connection);
        }
    }

    @Override
    public long checked() {
        return checked;
    }
}
