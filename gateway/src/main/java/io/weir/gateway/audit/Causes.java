package io.weir.gateway.audit;

import io.weir.sessions.journal.RecordType;

/** Causes: each output stands behind the event that caused it, and has its time. */
final class Causes implements Rule {
    private long monoNanos;
    private long utcNanos;
    private boolean begun;
    private long checked;

    @Override
    public String sentence() {
        return "[1] each output stands behind the event that caused it, with its time";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        if (entry.type().isEvent() || entry.type() == RecordType.Withheld) {
            monoNanos = entry.monoNanos();
            utcNanos = entry.utcNanos();
            begun = true;
        } else if (entry.type().isResult() && (begun || !entry.journalBeginsLate())) {
            checked++;
            if (!begun && entry.type() == RecordType.Sent) {
                findings.add(this, entry, "a message before any event");
            } else if (begun && (entry.monoNanos() != monoNanos || entry.utcNanos() != utcNanos)) {
                findings.add(this, entry, entry.type() + " of another time than the event before it");
            }
        }
    }

    @Override
    public long checked() {
        return checked;
    }
}
