package io.weir.paper.cli;

import io.weir.fix.codec.Decimals;
import io.weir.paper.market.Listing;
import java.util.ArrayList;
import java.util.List;

/** Symbols whose orders meet with a misfortune each, for whoever wants one without writing a script. */
final class TestSymbols {
    /** The rules; each one is for a symbol of its own. */
    static final String SCRIPT = """
            on symbol=Z.REJECT: reject reason=0 text="rejected on request"
            on symbol=Z.SILENT: silence
            on symbol=Z.LATE: pending; wait 3s; ack; work
            on symbol=Z.MUTE: mute 10s; work
            on symbol=Z.PARTIAL: ack; fill 30%; wait 3s; fill rest
            on symbol=Z.STUCK: ack; fill 30%
            on symbol=Z.EARLY: fill 40%; wait 500ms; ack; fill rest
            on symbol=Z.RACE: ack
            on cancel symbol=Z.RACE: pending; wait 500ms; fill rest; accept
            on replace symbol=Z.RACE: pending; wait 500ms; fill rest; accept
            on symbol=Z.NOCANCEL: ack
            on cancel symbol=Z.NOCANCEL: reject reason=2 text="not now"
            on symbol=Z.BUST: ack; fill rest; wait 3s; bust
            on symbol=Z.CORRECT: ack; fill rest; wait 3s; correct price=1
            on symbol=Z.TWICE: ack; fill 50%; repeat; wait 1s; fill rest; repeat
            on symbol=Z.OVER: ack; fill 150%
            on symbol=Z.UNSOL: ack; wait 3s; cancel text="canceled by the exchange"
            on symbol=Z.DONE: ack; fill 50%; wait 3s; done
            on symbol=Z.RESTATE: ack; wait 2s; restate reason=5
            on symbol=Z.CUT: disconnect; work
            on symbol=Z.OLD: older; work
            on symbol=Z.STRAY: ack; stray 100
            """;

    private TestSymbols() {}

    /** The symbols of the rules, at 10 each, each with a lively book. */
    static List<Listing> listings() {
        List<Listing> listings = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (String line : SCRIPT.split("\n", -1)) {
            int symbol = line.indexOf("symbol=");
            if (symbol >= 0) {
                String name = line.substring(symbol + "symbol=".length(), line.indexOf(": "));
                if (!seen.contains(name)) {
                    seen.add(name);
                    listings.add(Listing.share(name, 10 * Decimals.ONE));
                }
            }
        }
        return listings;
    }
}
