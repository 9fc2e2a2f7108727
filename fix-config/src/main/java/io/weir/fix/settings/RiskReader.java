package io.weir.fix.settings;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the limits and the defaults of the algos. */
final class RiskReader {
    private static final long SECOND = 1_000_000_000L;
    private static final int FASTEST = 1_000_000_000;

    private final YamlSection section;
    private final Parties parties;
    private final Instruments instruments;
    private final SourceFiles files;

    RiskReader(YamlSection section, Parties parties, Instruments instruments, SourceFiles files) {
        this.section = section;
        this.parties = parties;
        this.instruments = instruments;
        this.files = files;
    }

    /** What a broker takes that does not say. */
    static int brokerMessagesPerSecond(YamlSection risk) {
        return risk.number("brokerMessagesPerSecond", 0, 0, FASTEST);
    }

    RiskSettings read() {
        // Nobody trades without a limit because of a forgotten line: these three must be there.
        section.required("maxOrderQty", "the largest OrderQty of an order");
        section.required("maxNotional", "the largest value of an order");
        section.required("collarBps", "how far from the reference a price may be, in basis points");
        Limits firm = new Limits(section.decimalE8("maxOrderQty", 1, 1), section.amountE2("maxNotional", 1));
        int perSecond = section.number("clientMessagesPerSecond", 0, 0, FASTEST);
        RiskSettings risk = new RiskSettings(
                section.number("limitsVersion", 1, 1, Integer.MAX_VALUE),
                firm,
                scope("clients", "a client's compId", parties.clientNames()),
                scope("accounts", "an account of a client", parties.accountNames()),
                section.number("collarBps", 1, 1, 10_000),
                section.durationNanos("referenceMaxAge", 30 * SECOND, 1),
                section.durationNanos("orderMaxAge", 0, 0),
                restricted(),
                perSecond,
                section.number("clientBurst", Math.max(1, perSecond), 1, FASTEST),
                brokerMessagesPerSecond(section));
        section.end();
        return risk;
    }

    /** The limits of each client or account that has its own, in the order of their names. */
    private List<Limits> scope(String key, String expected, List<String> names) {
        Limits[] limits = new Limits[names.size()];
        Arrays.fill(limits, Limits.INHERIT);
        for (Map.Entry<String, YamlSection> each : section.named(key).entrySet()) {
            YamlSection own = each.getValue();
            Limits read = new Limits(
                    own.decimalE8("maxOrderQty", Limits.INHERITED, 1), own.amountE2("maxNotional", Limits.INHERITED));
            own.end();
            int index = names.indexOf(each.getKey());
            if (index < 0) {
                unknown(key, each.getKey(), expected, names);
            } else {
                limits[index] = read;
            }
        }
        return List.of(limits);
    }

    private void unknown(String key, String name, String expected, List<String> known) {
        section.wrong(key, name, expected + Parties.meant(name, known));
    }

    /** A list of symbols that we know, or a file with one on each line, known here or not. */
    private Set<String> restricted() {
        Set<String> symbols = new TreeSet<>(section.texts("restricted"));
        for (String symbol : symbols) {
            if (instruments.size() > 0 && instruments.indexOf(symbol) < 0) {
                List<String> known =
                        instruments.all().stream().map(each -> each.symbol()).toList();
                unknown("restricted", symbol, "a symbol of the instruments file", known);
            }
        }
        String file = section.text("restrictedFile", "");
        String text = file.isEmpty() ? null : files.read(files.resolve(file));
        if (text != null) {
            text.lines()
                    .map(String::strip)
                    .filter(symbol -> !symbol.isEmpty() && !symbol.startsWith("#"))
                    .forEach(symbols::add);
        }
        return Collections.unmodifiableSet(symbols);
    }

    static AlgoSettings algos(YamlSection section) {
        AlgoSettings standard = AlgoSettings.DEFAULT;
        YamlSection twap = section.section("TWAP");
        YamlSection iceberg = section.section("ICEBERG");
        AlgoSettings algos = new AlgoSettings(
                new AlgoSettings.Twap(
                        twap.number("slices", standard.twap().slices(), 1, 1000),
                        twap.durationNanos("duration", standard.twap().durationNanos(), SECOND),
                        twap.flag("jitter", standard.twap().jitter())),
                new AlgoSettings.Iceberg(
                        iceberg.decimalE8("display", standard.iceberg().displayQtyE8(), 1),
                        iceberg.fractionE8("displayFraction", standard.iceberg().displayFractionE8()),
                        iceberg.fractionE8("refresh", standard.iceberg().refreshFractionE8()),
                        iceberg.number("maxRefreshes", standard.iceberg().maxRefreshes(), 0, 10_000),
                        iceberg.fractionE8("variance", standard.iceberg().varianceE8()),
                        iceberg.durationNanos("minReplenish", standard.iceberg().minReplenishNanos(), 0)));
        twap.end();
        iceberg.end();
        section.end();
        return algos;
    }
}
