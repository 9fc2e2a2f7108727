package io.weir.paper.broker;

import io.weir.paper.market.Listing;
import io.weir.paper.market.MarketSettings;
import io.weir.paper.market.Script;
import java.util.ArrayList;
import java.util.List;

/**
 * What the broker's market is, as the journal carries it: a restart with the same text goes on with the same market.
 *
 * @param seed all chance follows from this
 * @param latencyNanos how long a request is on its way to the desk
 * @param dayEndNanos when the trading day ends, in nanoseconds after midnight UTC
 * @param listings the symbols
 * @param script the rules of misbehaviour, or empty
 */
public record PaperSettings(long seed, long latencyNanos, long dayEndNanos, List<Listing> listings, String script) {
    private static final String SCRIPT = "script\n";

    /** Checks the script. */
    public PaperSettings {
        listings = List.copyOf(listings);
        Script.parse(script, "script");
    }

    /** As text; {@link #parse} reads it back. */
    public String text() {
        StringBuilder text = new StringBuilder("market ");
        text.append(seed)
                .append(' ')
                .append(latencyNanos)
                .append(' ')
                .append(dayEndNanos)
                .append('\n');
        for (Listing each : listings) {
            text.append(each.symbol())
                    .append(' ')
                    .append(each.tickE8())
                    .append(' ')
                    .append(each.lotE8());
            text.append(' ').append(each.startPriceE8()).append(' ').append(each.dailyVolatilityBps());
            text.append(' ')
                    .append(each.eventsPerSecond())
                    .append(' ')
                    .append(each.depthE8())
                    .append('\n');
        }
        return text.append(SCRIPT).append(script).toString();
    }

    /** Reads what {@link #text} has written. */
    static PaperSettings parse(String text) {
        int script = text.indexOf('\n' + SCRIPT) + 1;
        String[] lines = text.substring(0, script).split("\n", -1);
        String[] market = lines[0].split(" ", -1);
        List<Listing> listings = new ArrayList<>();
        for (int i = 1; i < lines.length - 1; i++) {
            listings.add(listing(lines[i].split(" ", -1)));
        }
        return new PaperSettings(
                Long.parseLong(market[1]),
                Long.parseLong(market[2]),
                Long.parseLong(market[3]),
                listings,
                text.substring(script + SCRIPT.length()));
    }

    private static Listing listing(String[] words) {
        return new Listing(
                words[0],
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Integer.parseInt(words[4]),
                Integer.parseInt(words[5]),
                Long.parseLong(words[6]));
    }

    /** The settings of a market whose ids begin with a prefix. */
    MarketSettings market(String idPrefix) {
        return new MarketSettings(seed, idPrefix, latencyNanos, dayEndNanos);
    }
}
