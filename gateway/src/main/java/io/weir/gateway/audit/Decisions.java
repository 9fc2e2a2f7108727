package io.weir.gateway.audit;

import io.weir.sessions.journal.RecordType;

/** Risk decisions: each order or replacement that was committed for a broker has one passing decision, just before it. */
final class Decisions implements Rule {
    private static final String PASSED = "release passed limits ";

    private boolean passed;
    private boolean begun;
    private long checked;

    @Override
    public String sentence() {
        return "[9] each routed order has exactly one passing risk decision, with the version of the limits";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        if (!begun && entry.type().isEvent()) {
            begun = true;
        } else if (!begun && entry.journalBeginsLate()) {
            // The event that this belongs to is not there any more.
            return;
        }
        if (entry.type() == RecordType.Verdict && entry.text().startsWith(PASSED)) {
            if (passed) {
                findings.add(this, entry, "a passing decision that no order follows");
            }
            passed = true;
            if (!entry.text().substring(PASSED.length()).matches("\\d+")) {
                findings.add(this, entry, "a decision without the version of the limits: " + entry.text());
            }
        } else if (entry.isOrderOfOurs()) {
            checked++;
            if (!passed) {
                findings.add(this, entry, "an order without a passing decision");
            }
            passed = false;
        }
    }

    @Override
    public long checked() {
        return checked;
    }
}
