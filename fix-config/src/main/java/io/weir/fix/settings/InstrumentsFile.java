package io.weir.fix.settings;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.weir.fix.codec.Decimals;
import io.weir.fix.order.Instrument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads instruments from a CSV file: a header line, then a line for each; # begins a comment line. */
final class InstrumentsFile {
    private static final List<String> COLUMNS = List.of(
            "symbol",
            "tick",
            "lot",
            "minQty",
            "currency",
            "multiplier",
            "sector",
            "adv",
            "volatility",
            "previousClose",
            "venue");
    private static final List<String> REQUIRED = List.of("symbol", "tick", "lot", "currency");

    private final String file;
    private final Problems problems;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final List<Instrument> instruments = new ArrayList<>();
    private final Set<String> symbols = new LinkedHashSet<>();

    private final int width;
    private int line;
    private CsvRecord row;

    private InstrumentsFile(String file, CsvRecord header, Problems problems) {
        this.file = file;
        this.problems = problems;
        row = header;
        width = header.getFieldCount();
        line = (int) header.getStartingLineNumber();
        for (int i = 0; i < header.getFieldCount(); i++) {
            String name = header.getField(i).strip();
            if (!COLUMNS.contains(name)) {
                problems.add(file, line, name, "", Spelling.key(name, COLUMNS));
            } else if (columns.put(name, i) != null) {
                problems.add(file, line, name, "", "this column once only");
            }
        }
        for (String name : REQUIRED) {
            if (!columns.containsKey(name)) {
                problems.add(file, line, name, "", "a column of this name");
            }
        }
    }

    /**
     * Reads a file.
     *
     * @throws SettingsException with everything that is wrong
     */
    static Instruments load(Path path) throws SettingsException {
        Problems problems = new Problems();
        Instruments instruments = new Instruments(List.of());
        try {
            instruments = parse(path.toString(), Files.readString(path, StandardCharsets.UTF_8), problems);
        } catch (IOException unreadable) {
            problems.add(path.toString(), 0, "", "", "a file that can be read, in UTF-8");
        }
        problems.throwIfAny();
        return instruments;
    }

    static Instruments parse(String file, String text, Problems problems) {
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            InstrumentsFile reader = null;
            for (CsvRecord row : rows) {
                if (reader == null) {
                    reader = new InstrumentsFile(file, row, problems);
                } else {
                    reader.read(row);
                }
            }
            if (reader == null || reader.instruments.isEmpty()) {
                problems.add(file, 0, "", "", "a header line and at least one instrument");
            }
            return new Instruments(reader == null ? List.of() : reader.instruments);
        } catch (CsvParseException | IOException broken) {
            problems.add(file, 0, "", "", "comma-separated values");
            return new Instruments(List.of());
        }
    }

    private void read(CsvRecord next) {
        row = next;
        line = (int) next.getStartingLineNumber();
        if (next.getFieldCount() > width) {
            problems.add(file, line, "", "", "no more values than the header has names");
        }
        String symbol = text("symbol");
        if (symbol.isEmpty() || symbol.length() > 32 || symbol.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            wrong("symbol", "1 to 32 printable characters without a space");
            return;
        }
        if (!symbols.add(symbol)) {
            wrong("symbol", "a symbol that occurs once");
            return;
        }
        long tickE8 = decimal("tick", 0, 1);
        long lotE8 = decimal("lot", 0, 1);
        Instrument instrument = new Instrument(
                instruments.size(),
                symbol,
                tickE8,
                lotE8,
                decimal("minQty", lotE8, 1),
                currency(),
                decimal("multiplier", Decimals.ONE, 1),
                text("sector"),
                decimal("adv", 0, 0),
                volatility(),
                decimal("previousClose", 0, 0),
                text("venue"));
        if (lotE8 > 0 && instrument.minQtyE8() % lotE8 != 0) {
            wrong("minQty", "a multiple of the lot");
        }
        instruments.add(instrument);
    }

    private String currency() {
        String currency = text("currency");
        if (!currency.matches("[A-Za-z]{3}")) {
            wrong("currency", "three letters like USD; pence are GBX");
        }
        return currency;
    }

    private double volatility() {
        String text = text("volatility");
        long valueE8 = text.isEmpty() ? 0 : Units.fractionE8(text);
        if (valueE8 < 0) {
            wrong("volatility", "a fraction of the year's, like 0.25");
            return 0;
        }
        return valueE8 / 1e8;
    }

    private long decimal(String column, long absent, long min) {
        String text = text(column);
        if (text.isEmpty() && !REQUIRED.contains(column)) {
            return absent;
        }
        long value = Units.decimalE8(text);
        if (value == Units.INVALID || value < min) {
            wrong(column, (min > 0 ? "a number above 0" : "a number from 0") + ", at most 8 decimals");
            return min;
        }
        return value;
    }

    private String text(String column) {
        Integer at = columns.get(column);
        return at == null || at >= row.getFieldCount() ? "" : row.getField(at).strip();
    }

    private void wrong(String column, String expected) {
        if (columns.containsKey(column)) {
            problems.add(file, line, column, text(column), expected);
        }
    }
}
