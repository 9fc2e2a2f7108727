package io.weir.gateway.audit;

import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.sessions.journal.RecordType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secrets: 554, 925 and 96 of a Logon or a UserRequest are stars. */
final class Secrets implements Rule {
    private static final int USER_REQUEST = 'B' << 8 | 'E';

    /** A key of a password with a value that is not stars; one that names a file is no secret. */
    private static final Pattern KEY = Pattern.compile("(?im)^\\s*(\\w*Password)\\s*=[ \\t]*(?!\\**\\s*$)\\S");

    private long checked;

    @Override
    public String sentence() {
        return "[30] no Password (554), NewPassword (925), RawData (96) of a Logon, or key of a configuration is in the journal";
    }

    @Override
    public void look(Entry entry, Findings findings) {
        if (entry.type() == RecordType.Reference || entry.isOfPerson()) {
            keys(entry, findings);
            return;
        }
        if (!entry.isReadable()) {
            return;
        }
        FixMessage m = entry.message();
        boolean logon = m.msgType() == MsgTypes.LOGON || m.msgType() == USER_REQUEST;
        checked += logon ? 1 : 0;
        for (int field = 0; field < m.fieldCount(); field++) {
            int tag = m.tag(field);
            boolean secret = tag == Tags.PASSWORD || tag == Tags.NEW_PASSWORD || (logon && tag == Tags.RAW_DATA);
            if (secret && !m.text(field).matches("\\**")) {
                findings.add(this, entry, "the value of " + tag + " is readable");
            }
        }
    }

    private void keys(Entry entry, Findings findings) {
        checked++;
        Matcher key = KEY.matcher(entry.text());
        while (key.find()) {
            findings.add(this, entry, "the value of " + key.group(1) + " is readable");
        }
    }

    @Override
    public long checked() {
        return checked;
    }
}
