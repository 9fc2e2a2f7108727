package io.weir.gateway.audit;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;

/** Secrets: 554, 925 and 96 of a Logon or a UserRequest are stars. */
final class Secrets implements Rule {
    private static final int USER_REQUEST = 'B' << 8 | 'E';

    private long checked;

    @Override
    public String sentence() {
        return "no Password (554), NewPassword (925) or RawData (96) of a Logon is in the journal";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        if (!entry.isReadable()) {
            return;
        }
        FixMessage m = entry.message();
        if (m.msgType() != MsgTypes.LOGON && m.msgType() != USER_REQUEST) {
            return;
        }
        checked++;
        for (int field = 0; field < m.fieldCount(); field++) {
            int tag = m.tag(field);
            boolean secret = tag == Tags.PASSWORD || tag == Tags.NEW_PASSWORD || tag == Tags.RAW_DATA;
            if (secret && !m.text(field).matches("\\**")) {
                findings.add(this, entry, "the value of " + tag + " is readable");
            }
        }
    }

    @Override
    public long checked() {
        return checked;
    }
}
