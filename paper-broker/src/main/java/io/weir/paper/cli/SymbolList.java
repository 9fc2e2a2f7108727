package io.weir.paper.cli;

import io.weir.fix.codec.Decimals;
import io.weir.paper.market.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The symbols that a broker lists: at the prompt as {@code AAPL=190,MSFT}, or in a CSV file.
 *
 * <p>The file has a header line. It needs a column symbol; price (or previousClose), tick, lot, volatility (a year's, as a
 * fraction), rate (events of the flow a second) and depth (quantity on each side) are read where they are there, all other
 * columns are passed over: so the gateway's instruments file serves as it is.
 */
final class SymbolList {
    static final String DEFAULT = "AAPL=190,AMZN=180,GOOG=165,IBM=215,MSFT=415,VOD=9.5,XOM=115,ZVZZT=25";

    private static final long DEFAULT_PRICE = 100 * Decimals.ONE;
    /** The root of the 252 trading days of a year, with 8 decimals. */
    private static final long ROOT_OF_YEAR_E8 = 1_587_450_787L;

    private static final long BPS = 10_000;

    private final String source;

    private SymbolList(String source) {
        this.source = source;
    }

    /** Reads a list, or the file of that name if there is one. */
    static List<Listing> read(String text) throws PaperUsageException {
        Path file = Path.of(text.contains("=") || text.contains(",") ? "" : text);
        if (!Files.isRegularFile(file)) {
            return new SymbolList("--symbols").list(text);
        }
        try {
            return new SymbolList(text).file(Files.readAllLines(file));
        } catch (IOException e) {
            throw new PaperUsageException(text + ": expected a file that can be read");
        }
    }

    private List<Listing> list(String text) throws PaperUsageException {
        List<Listing> listings = new ArrayList<>();
        for (String each : text.split(",", -1)) {
            int equals = each.indexOf('=');
            String symbol = equals < 0 ? each : each.substring(0, equals);
            long price = equals < 0 ? DEFAULT_PRICE : decimal(each.substring(equals + 1), each);
            listings.add(listing(Listing.share("X", DEFAULT_PRICE), symbol, price, each));
        }
        return listings;
    }

    private List<Listing> file(List<String> lines) throws PaperUsageException {
        List<Listing> listings = new ArrayList<>();
        List<String> columns = List.of();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            List<String> fields = new ArrayList<>();
            for (String field : line.split(",", -1)) {
                fields.add(field.strip().replace("\"", ""));
            }
            if (columns.isEmpty()) {
                columns = fields;
            } else {
                listings.add(row(columns, fields, "line " + (i + 1)));
            }
        }
        if (!columns.contains("symbol") || listings.isEmpty()) {
            throw new PaperUsageException(source + ": expected a header with a column symbol, then a line for each");
        }
        return listings;
    }

    private Listing row(List<String> columns, List<String> fields, String where) throws PaperUsageException {
        Listing usual = Listing.share("X", DEFAULT_PRICE);
        long close = number(columns, fields, "previousClose", DEFAULT_PRICE, where);
        long price = number(columns, fields, "price", close == 0 ? DEFAULT_PRICE : close, where);
        long yearly = number(columns, fields, "volatility", 0, where);
        long daily = yearly == 0 ? usual.dailyVolatilityBps() : yearly * BPS / ROOT_OF_YEAR_E8;
        long rate = number(columns, fields, "rate", usual.eventsPerSecond() * Decimals.ONE, where) / Decimals.ONE;
        try {
            Listing shape = new Listing(
                    "X",
                    number(columns, fields, "tick", usual.tickE8(), where),
                    number(columns, fields, "lot", usual.lotE8(), where),
                    number(columns, fields, "tick", usual.tickE8(), where),
                    Math.toIntExact(daily),
                    Math.toIntExact(rate),
                    number(columns, fields, "depth", usual.depthE8(), where));
            return listing(shape, field(columns, fields, "symbol"), price, where);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new PaperUsageException(source + ": " + where + ": " + e.getMessage());
        }
    }

    /** The symbol and its price, moved to the tick, on the shape of another one. */
    private Listing listing(Listing shape, String symbol, long priceE8, String where) throws PaperUsageException {
        long onTick = Math.max(shape.tickE8(), priceE8 - Math.floorMod(priceE8, shape.tickE8()));
        if (symbol.isEmpty() || symbol.indexOf(' ') >= 0) {
            throw new PaperUsageException(source + ": " + where + ": expected a symbol");
        }
        try {
            return new Listing(
                    symbol,
                    shape.tickE8(),
                    shape.lotE8(),
                    onTick,
                    shape.dailyVolatilityBps(),
                    shape.eventsPerSecond(),
                    shape.depthE8());
        } catch (IllegalArgumentException e) {
            throw new PaperUsageException(source + ": " + where + ": " + e.getMessage());
        }
    }

    private long number(List<String> columns, List<String> fields, String name, long otherwise, String where)
            throws PaperUsageException {
        String field = field(columns, fields, name);
        return field.isEmpty() ? otherwise : decimal(field, where + ": " + name);
    }

    private static String field(List<String> columns, List<String> fields, String name) {
        int column = columns.indexOf(name);
        return column < 0 || column >= fields.size() ? "" : fields.get(column);
    }

    private long decimal(String text, String where) throws PaperUsageException {
        long value = Decimals.parse(text);
        if (value == Decimals.INVALID || value < 0) {
            throw new PaperUsageException(source + ": " + where + ": expected a number, found " + text);
        }
        return value;
    }
}
