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
        /** Known from the first message on, or from any in a journal without its beginning. */
        private boolean begun;
    }

    private final Map<Integer, Numbers> sessions = new HashMap<>();
    /** The sessions that have sent something since a person set the numbers of one: they may not jump. */
    private final Set<Integer> settled = new HashSet<>();

    private boolean set;
    private long checked;

    @Override
    public String sentence() {
        return "[2 29] each MsgSeqNum of an epoch is given once, and none is left out; a resend is of what was given";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        AdminCommand command = entry.command();
        if (command != null && command.name().equals("session-set-numbers")) {
            set = true;
            settled.clear();
        }
        if (entry.type() == RecordType.Resent) {
            resent(entry, findings);
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

    private void resent(Entry entry, Findings findings) {
        checked++;
        Numbers numbers = sessions.get(entry.session());
        String[] range = entry.text().split("-", -1);
        if (numbers == null || entry.epoch() != numbers.epoch || range.length != 2) {
            if (!entry.journalBeginsLate()) {
                findings.add(this, entry, "a resend of an epoch in which nothing was sent: " + entry.text());
            }
        } else if (Long.parseLong(range[1]) >= numbers.next) {
            findings.add(this, entry, "a resend of " + entry.text() + " where " + numbers.next + " is next");
        }
    }

    private void follow(Entry entry, Findings findings) {
        Numbers numbers = sessions.computeIfAbsent(entry.session(), session -> new Numbers());
        long number = entry.msgSeqNum();
        // A session that is up when its numbers are set says Logout first, under the old ones.
        boolean logout = entry.message().msgType() == MsgTypes.LOGOUT;
        boolean jump = set && (logout ? !settled.contains(entry.session()) : settled.add(entry.session()));
        jump |= !numbers.begun && entry.journalBeginsLate();
        numbers.begun = true;
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
