package io.weir.gateway.audit;

import io.weir.gateway.core.AdminCommand;

/** What people did: each command has an actor and a reason. */
final class People implements Rule {
    private long checked;

    @Override
    public String sentence() {
        return "each command has an actor and a reason";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        if (!entry.isOfPerson()) {
            return;
        }
        checked++;
        AdminCommand command = entry.command();
        if (command == null) {
            findings.add(this, entry, "a command that cannot be read");
        } else if (command.actor().isBlank() || command.reason().isBlank()) {
            findings.add(this, entry, command.name() + " without an actor or a reason");
        }
    }

    @Override
    public long checked() {
        return checked;
    }
}
