package io.weir.gateway.audit;

import io.weir.gateway.core.AdminCommand;
import io.weir.sessions.journal.RecordType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people did: each command has an actor and a reason. */
final class People implements Rule {
    private long checked;

    @Override
    public String sentence() {
        return "[25] each command has an actor and a reason, and what it has changed says before and after";
    }

    /** The commands that leave a record of what was before and is now. */
    private static final Set<String> EXPLAINED = Set.of(
            "session-edit", "session-add", "session-remove", "reconcile-accept", "reconcile-keep", "reconcile-cancel");

    private @Nullable AdminCommand explained;

    @Override
    public void look(Entry entry, Findings findings) {
        // An algo may explain itself in the same event.
        if (entry.type() == RecordType.Explained
                && explained != null
                && entry.text().startsWith(explained.name() + " ")) {
            checked++;
            if (!entry.text().endsWith("by " + explained.actor() + ": " + explained.reason())) {
                findings.add(this, entry, "the record of " + explained.name() + " does not say whose command it was");
            }
            explained = null;
        }
        if (entry.type().isEvent()) {
            explained = null;
        }
        if (!entry.isOfPerson()) {
            return;
        }
        checked++;
        AdminCommand command = entry.command();
        if (command == null) {
            findings.add(this, entry, "a command that cannot be read");
        } else if (command.actor().isBlank() || command.reason().isBlank()) {
            findings.add(this, entry, command.name() + " without an actor or a reason");
        } else if (EXPLAINED.contains(command.name())) {
            explained = command;
        }
    }

    @Override
    public long checked() {
        return checked;
    }
}
