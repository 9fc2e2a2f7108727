package io.weir.gateway.audit;

import io.weir.gateway.core.AdminCommand;
import io.weir.sessions.journal.RecordType;

/** The kill switch: once engaged, no order or replacement is committed before two different people have released it. */
final class Kills implements Rule {
    private boolean engaged;
    private String releasedBy = "";
    private long checked;

    @Override
    public String sentence() {
        return "[6 7] no order is sent while the kill switch is engaged, and two people release it";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        AdminCommand command = entry.command();
        if (entry.type() == RecordType.Kill || entry.type() == RecordType.CancelOnly) {
            checked++;
            engaged = true;
            releasedBy = "";
        } else if (command != null && command.name().equals("release") && engaged) {
            checked++;
            if (releasedBy.isEmpty()) {
                releasedBy = command.actor();
            } else if (!releasedBy.equals(command.actor())) {
                engaged = false;
            }
        } else if (engaged && entry.isOrderOfOurs()) {
            findings.add(this, entry, "an order while the kill switch is engaged");
        }
    }

    @Override
    public long checked() {
        return checked;
    }
}
