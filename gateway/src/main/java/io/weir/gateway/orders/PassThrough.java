package io.weir.gateway.orders;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.Tags;
import java.util.Arrays;
import java.util.Set;

/** The fields of a client's order that its children carry to the broker unchanged. Confined to the core thread. */
final class PassThrough {
    private static final int[] STANDARD = {
        Tags.SETTL_TYPE,
        Tags.SETTL_DATE,
        Tags.LOCATE_REQD,
        Tags.SECURITY_TYPE,
        200,
        Tags.CFI_CODE,
        Tags.ORDER_CAPACITY,
        Tags.ORDER_RESTRICTIONS,
        Tags.ACCOUNT_TYPE,
        Tags.CUST_ORDER_CAPACITY,
    };
    private static final int FIRST_PARTY_TAG = 447;

    private final int[] tags;

    PassThrough(Set<Integer> userTags) {
        int[] all = Arrays.copyOf(STANDARD, STANDARD.length + userTags.size());
        int at = STANDARD.length;
        for (int tag : userTags) {
            all[at++] = tag;
        }
        Arrays.sort(all);
        tags = all;
    }

    /** Encodes what the message has of them, the parties group (453) in its order. */
    void copy(FixMessage m, ByteText into) {
        into.clear();
        boolean parties = false;
        for (int i = 3; i < m.fieldCount() - 1; i++) {
            int tag = m.tag(i);
            parties = tag == Tags.NO_PARTY_IDS || (parties && isPartyMember(tag));
            if (parties || Arrays.binarySearch(tags, tag) >= 0) {
                append(m, i, into);
            }
        }
    }

    /** Adds a whole field, its tag and its end included. */
    static void append(FixMessage m, int field, ByteText into) {
        int from = m.valueStart(field) - 1;
        while (m.buffer()[from - 1] != Ascii.SOH) {
            from--;
        }
        into.append(m.buffer(), from, m.valueEnd(field) + 1);
    }

    private static boolean isPartyMember(int tag) {
        return tag == FIRST_PARTY_TAG
                || tag == Tags.PARTY_ID
                || tag == Tags.PARTY_ROLE
                || tag == 802
                || tag == 523
                || tag == 803;
    }
}
