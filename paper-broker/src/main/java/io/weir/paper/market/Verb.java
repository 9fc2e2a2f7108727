package io.weir.paper.market;

import java.util.List;
import java.util.Locale;

/** A word of a script that does something. */
enum Verb {
    /** Waits. */
    WAIT("duration"),
    /** The request never arrived. */
    SILENCE,
    /** Refuses the request: 150=8 with 103, or 35=9 with 102. */
    REJECT("reason text"),
    /** The pending report of the request: 150=A, 6 or E. */
    PENDING,
    /** 150=0. */
    ACK,
    /** Hands the order to the book, acknowledged if it is not yet. */
    WORK,
    /** Does what the request asks, if that is still possible. */
    ACCEPT,
    /** A fill that the book knows nothing of. */
    FILL_QTY("fill", "amount price late"),
    /** The last fill again with the same ExecID. */
    REPEAT,
    /** Takes the last fill back: 150=H. */
    BUST,
    /** Corrects the last fill: 150=G. */
    CORRECT("qty price"),
    /** An unsolicited 150=4. */
    CANCEL_ORDER("cancel", "text"),
    /** 150=3. */
    DONE,
    /** 150=C. */
    EXPIRE,
    /** 150=9. */
    SUSPEND,
    /** 150=7. */
    STOPPED,
    /** 150=B. */
    CALCULATED,
    /** 150=D with another quantity or price. */
    RESTATE("reason qty price text"),
    /** Holds the order's reports back, for a while or for ever. */
    MUTE("duration"),
    /** Speaks an older dialect to this order: 150=1 and 2 for fills. */
    OLDER,
    /** Cuts the connection. */
    DISCONNECT,
    /** A fill of an order that nobody sent. */
    STRAY("amount price");

    private final String word;
    /** Names of its arguments, separated by blanks. */
    private final String arguments;

    Verb() {
        this("");
    }

    Verb(String arguments) {
        this.word = name().toLowerCase(Locale.ROOT);
        this.arguments = arguments;
    }

    Verb(String word, String arguments) {
        this.word = word;
        this.arguments = arguments;
    }

    /** How a script writes it. */
    String word() {
        return word;
    }

    /** Whether a rule of this trigger may use it. */
    boolean fits(Trigger trigger) {
        return switch (this) {
            case ACK, WORK, OLDER -> trigger == Trigger.NEW;
            case ACCEPT -> trigger == Trigger.CANCEL || trigger == Trigger.REPLACE;
            case SILENCE, REJECT, PENDING -> trigger != Trigger.FILL;
            default -> true;
        };
    }

    /** Whether it knows an argument. */
    boolean takes(String argument) {
        return List.of(arguments.split(" ")).contains(argument);
    }
}
