package io.weir.gateway.audit;

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
 * ClOrdIDs to brokers: none is used twice, whatever restarts lie between, and each request is about an order that was sent, or
 * that a person named whom the broker had told of it.
 */
final class BrokerOrders implements Rule {
    /** By ClOrdID: the session that it went to. */
    private final Map<String, Integer> sent = new HashMap<>();

    /** Orders of brokers that we do not know, which people wanted to be canceled. */
    private final Set<String> named = new HashSet<>();

    private long checked;

    @Override
    public String sentence() {
        return "[15 16 21] no ClOrdID of ours is used twice, each F and G names an order that was sent";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        AdminCommand command = entry.type() == RecordType.Admin ? entry.command() : null;
        if (command != null && command.name().equals("reconcile-cancel")) {
            named.addAll(command.arguments());
        }
        boolean cancel = entry.isSent(MsgTypes.ORDER_CANCEL_REQUEST);
        if (!cancel && !entry.isOrderOfOurs()) {
            return;
        }
        checked++;
        FixMessage m = entry.message();
        String id = m.textOf(Tags.CL_ORD_ID);
        if (m.msgType() != MsgTypes.NEW_ORDER_SINGLE) {
            String original = m.textOf(Tags.ORIG_CL_ORD_ID);
            Integer session = sent.get(original);
            boolean known = session == null ? entry.journalBeginsLate() : session == entry.session();
            if (!known && !(cancel && named.contains(original))) {
                findings.add(this, entry, "41=" + original + " names nothing that this broker was sent");
            }
        }
        if (sent.putIfAbsent(id, entry.session()) != null) {
            findings.add(this, entry, "11=" + id + " was used before");
        }
    }

    @Override
    public long checked() {
        return checked;
    }
}
