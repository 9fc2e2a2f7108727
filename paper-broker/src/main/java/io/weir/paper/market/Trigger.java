package io.weir.paper.market;

import java.util.Locale;

/** What sets a rule of a script off. */
enum Trigger {
    /** A new order. */
    NEW,
    /** A cancel request. */
    CANCEL,
    /** A replace request. */
    REPLACE,
    /** A fill. */
    FILL;

    /** Its word in a script. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
