package io.weir.gateway.oms;

import io.weir.algo.AlgoCatalog;
import io.weir.algo.AlgoDefaults;
import io.weir.algo.AlgoDefinition;
import io.weir.algo.ParameterDefinition;
import io.weir.fix.codec.Decimals;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Side;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.settings.Strategy;
import java.util.List;
import java.util.Locale;

/** Reads commands: at the prompt, as arguments, and from files, where commas may stand for spaces. */
public final class Grammar {
    /** What can be asked, for people. */
    public static final String HELP = """
        buy|sell QTY SYMBOL PRICE|market [day|ioc|fok] [twap|iceberg] [name=value ...]
                                 twap: slices=8 duration=7200 jitter=Y start=.. end=..
                                 iceberg: display=100 refresh=80 maxrefreshes=20 variance=0 offset=0
        cancel ID                ask for the order's end
        replace ID QTY [PRICE]   another quantity, another price
        status ID                ask the gateway where the order stands
        orders                   all orders of this session
        quit\
        """;

    private static final AlgoCatalog CATALOG = AlgoCatalog.of(AlgoDefaults.STANDARD);

    private Grammar() {}

    /** Reads one command. */
    public static OmsCommand parse(String line) throws OmsSyntaxException {
        List<String> words = List.of(line.strip().split("\\s+"));
        String verb = words.get(0).toLowerCase(Locale.ROOT);
        return switch (verb) {
            case "buy" -> order(Side.BUY, words);
            case "sell" -> order(Side.SELL, words);
            case "cancel" -> {
                count(words, 2, 2, "cancel ID");
                yield new OmsCommand.Cancel(id(words.get(1)));
            }
            case "replace" -> {
                count(words, 3, 4, "replace ID QTY [PRICE]");
                long price = words.size() == 4 ? positive("a price", words.get(3)) : OrderIntent.NO_PRICE;
                yield new OmsCommand.Replace(id(words.get(1)), positive("a quantity", words.get(2)), price);
            }
            case "status" -> {
                count(words, 2, 2, "status ID");
                yield new OmsCommand.Status(id(words.get(1)));
            }
            case "orders" -> alone(words, new OmsCommand.Orders());
            case "help", "?" -> alone(words, new OmsCommand.Help());
            case "quit", "exit" -> alone(words, new OmsCommand.Quit());
            default ->
                throw new OmsSyntaxException(
                        "expected buy, sell, cancel, replace, status, orders, help or quit, found " + words.get(0));
        };
    }

    /** Reads one line of a file: a command, or one with commas for spaces (side,qty,symbol,price,...). */
    public static OmsCommand parseRow(String line) throws OmsSyntaxException {
        return parse(line.replace(',', ' ').replace('"', ' '));
    }

    private static OmsCommand order(Side side, List<String> words) throws OmsSyntaxException {
        if (words.size() < 4) {
            throw new OmsSyntaxException("expected " + words.get(0) + " QTY SYMBOL PRICE|market [day|ioc|fok] ...");
        }
        long qty = positive("a quantity", words.get(1));
        boolean market = words.get(3).equalsIgnoreCase("market");
        long price = market ? OrderIntent.NO_PRICE : positive("a price or market", words.get(3));
        TimeInForce force = TimeInForce.DAY;
        int strategy = 0;
        int at = 4;
        for (; at < words.size() && words.get(at).indexOf('=') < 0; at++) {
            switch (words.get(at).toLowerCase(Locale.ROOT)) {
                case "day" -> force = TimeInForce.DAY;
                case "ioc" -> force = TimeInForce.IOC;
                case "fok" -> force = TimeInForce.FOK;
                case "twap" -> strategy = Strategy.TWAP.code();
                case "iceberg" -> strategy = Strategy.ICEBERG.code();
                default ->
                    throw new OmsSyntaxException(
                            "expected day, ioc, fok, twap, iceberg or name=value, found " + words.get(at));
            }
        }
        String parameters = parameters(strategy, words.subList(at, words.size()));
        return new OmsCommand.NewOrder(side, qty, words.get(2), price, force, strategy, parameters);
    }

    /** The algo's own spelling of each name; a beginning is enough where only one parameter begins so. */
    private static String parameters(int strategy, List<String> words) throws OmsSyntaxException {
        AlgoDefinition definition = strategy == 0 ? null : CATALOG.find(strategy);
        StringBuilder list = new StringBuilder();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1 || equals == word.length() - 1 || word.indexOf(';') >= 0) {
                throw new OmsSyntaxException("expected name=value, found " + word);
            }
            if (definition == null) {
                throw new OmsSyntaxException("expected twap or iceberg before " + word);
            }
            list.append(list.isEmpty() ? "" : ";").append(name(definition, word.substring(0, equals)));
            list.append(word.substring(equals));
        }
        return list.toString();
    }

    private static String name(AlgoDefinition definition, String given) throws OmsSyntaxException {
        String lower = given.toLowerCase(Locale.ROOT);
        String found = "";
        StringBuilder names = new StringBuilder();
        for (ParameterDefinition each : definition.parameters()) {
            String name = each.name().toLowerCase(Locale.ROOT);
            if (name.equals(lower)) {
                return each.name();
            }
            if (name.startsWith(lower)) {
                found = found.isEmpty() ? each.name() : "?";
            }
            names.append(names.isEmpty() ? "" : ", ").append(each.name());
        }
        if (found.isEmpty() || found.equals("?")) {
            throw new OmsSyntaxException(
                    "expected a parameter of " + definition.name() + " (" + names + "), found " + given);
        }
        return found;
    }

    static String strategyName(int strategy) {
        return strategy == Strategy.TWAP.code() ? "twap" : strategy == Strategy.ICEBERG.code() ? "iceberg" : "";
    }

    private static OmsCommand alone(List<String> words, OmsCommand command) throws OmsSyntaxException {
        count(words, 1, 1, command.text());
        return command;
    }

    private static void count(List<String> words, int least, int most, String expected) throws OmsSyntaxException {
        if (words.size() < least || words.size() > most) {
            throw new OmsSyntaxException("expected " + expected);
        }
    }

    private static int id(String text) throws OmsSyntaxException {
        String digits = text.startsWith("#") ? text.substring(1) : text;
        if (!digits.matches("[1-9]\\d{0,8}")) {
            throw new OmsSyntaxException("expected the number of an order, found " + text);
        }
        return Integer.parseInt(digits);
    }

    private static long positive(String what, String text) throws OmsSyntaxException {
        long value = Decimals.parse(text);
        if (value == Decimals.INVALID || value <= 0) {
            throw new OmsSyntaxException("expected " + what + ", found " + text);
        }
        return value;
    }
}
