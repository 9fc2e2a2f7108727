package io.weir.gateway.oms;

import io.weir.fix.codec.Decimals;
import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Side;
import io.weir.fix.order.TimeInForce;
import java.util.Locale;

/** What a person asks at the prompt. */
public sealed interface OmsCommand {
    /** The command in words that {@link Grammar} reads as the same command. */
    String text();

    /**
     * A new order.
     *
     * @param priceE8 Price (44), or {@link OrderIntent#NO_PRICE} for a market order
     * @param strategy TargetStrategy (847), or 0 for a plain order
     * @param parameters TargetStrategyParameters (848), or nothing
     */
    record NewOrder(
            Side side,
            long qtyE8,
            String symbol,
            long priceE8,
            TimeInForce timeInForce,
            int strategy,
            String parameters)
            implements OmsCommand {
        /** Whether it has no price. */
        public boolean isMarket() {
            return priceE8 == OrderIntent.NO_PRICE;
        }

        @Override
        public String text() {
            String words = side.name().toLowerCase(Locale.ROOT) + " " + Decimals.text(qtyE8) + " " + symbol + " "
                    + (isMarket() ? "market" : Decimals.text(priceE8));
            if (timeInForce != TimeInForce.DAY) {
                words += " " + timeInForce.name().toLowerCase(Locale.ROOT);
            }
            if (strategy != 0) {
                words += " " + Grammar.strategyName(strategy);
            }
            return parameters.isEmpty() ? words : words + " " + parameters.replace(';', ' ');
        }
    }

    /** Cancel an order. */
    record Cancel(int id) implements OmsCommand {
        @Override
        public String text() {
            return "cancel " + id;
        }
    }

    /**
     * Give an order another quantity or price.
     *
     * @param priceE8 the new price, or {@link OrderIntent#NO_PRICE} to keep the one it has
     */
    record Replace(int id, long qtyE8, long priceE8) implements OmsCommand {
        @Override
        public String text() {
            String words = "replace " + id + " " + Decimals.text(qtyE8);
            return priceE8 == OrderIntent.NO_PRICE ? words : words + " " + Decimals.text(priceE8);
        }
    }

    /** Ask where an order stands. */
    record Status(int id) implements OmsCommand {
        @Override
        public String text() {
            return "status " + id;
        }
    }

    /** Show all orders. */
    record Orders() implements OmsCommand {
        @Override
        public String text() {
            return "orders";
        }
    }

    /** Show what can be asked. */
    record Help() implements OmsCommand {
        @Override
        public String text() {
            return "help";
        }
    }

    /** Leave. */
    record Quit() implements OmsCommand {
        @Override
        public String text() {
            return "quit";
        }
    }
}
