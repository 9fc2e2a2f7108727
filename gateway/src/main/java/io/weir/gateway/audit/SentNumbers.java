package io.weir.gateway.audit;

import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.gateway.core.AdminCommand;
import io.weir.sessions.journal.RecordType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Numbers of messages: within an epoch of a session each one follows the one before; only a person may pass over some, and
 * only forward.
 */
final class SentNumbers implements Rule {
    private static final class Numbers {
        private long epoch;
        private long next;
    }

    private final Map<Integer, Numbers> sessions = new HashMap<>();
    /** The sessions that have sent something since a person set the numbers of one: they may not jump. */
    private final Set<Integer> settled = new HashSet<>();

    private boolean set;
    private long checked;

    @Override
    public String sentence() {
        return "each MsgSeqNum of an epoch is given once, and none is left out";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        AdminCommand command = entry.command();
        if (command != null && command.name().equals("session-set-numbers")) {
            set = true;
            settled.clear();
        }
        if (entry.type() != RecordType.Sent) {
            return;
        }
        checked++;
        if (!entry.isReadable()) {
            findings.add(this, entry, "a message of ours that cannot be read");
            return;
        }
        FixMessage m = entry.message();
        if (m.unsigned(m.find(Tags.MSG_SEQ_NUM)) != entry.msgSeqNum()) {
            findings.add(this, entry, "34=" + m.textOf(Tags.MSG_SEQ_NUM) + " under the number " + entry.msgSeqNum());
        }
        if (!FixFraming.checksumMatches(entry.bytes(), entry.start(), entry.length())) {
            findings.add(this, entry, "a CheckSum of ours is wrong");
        }
        follow(entry, findings);
    }

    private void follow(Entry entry, Findings findings) {
        Numbers numbers = sessions.computeIfAbsent(entry.session(), session -> new Numbers());
        long number = entry.msgSeqNum();
        // A session that is up when its numbers are set says Logout first, under the old ones.
        boolean logout = entry.message().msgType() == MsgTypes.LOGOUT;
        boolean jump = set && (logout ? !settled.contains(entry.session()) : settled.add(entry.session()));
        if (entry.epoch() > numbers.epoch) {
            // A Logon that counts as number 1 of an epoch that the other side began leaves it out.
            boolean begins = number == 1 || number == 2 || jump;
            if (!begins) {
                findings.add(this, entry, "epoch " + entry.epoch() + " begins with the number " + number);
            }
            numbers.epoch = entry.epoch();
        } else if (entry.epoch() < numbers.epoch) {
            findings.add(this, entry, "epoch " + entry.epoch() + " after epoch " + numbers.epoch);
        } else if (number != numbers.next && !(jump && number > numbers.next)) {
            findings.add(this, entry, "the number " + number + " where " + numbers.next + " is next");
        }
        numbers.next = number + 1;
    }

    @Override
    public long checked() {
        return checked;
    }
}
