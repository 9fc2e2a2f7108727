package io.weir.fix.settings;

/** Whose reading of the FIX session rules a session follows where QuickFIX and the standard differ. */
public enum Profile {
    /** As QuickFIX answers. */
    QUICKFIX,
    /** As FIX 4.4 volume 2 says. */
    STRICT
}
