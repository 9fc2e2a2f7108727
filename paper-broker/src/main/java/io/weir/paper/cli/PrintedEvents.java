package io.weir.paper.cli;

import io.weir.fix.codec.Decimals;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.ExecType;
import io.weir.paper.broker.PaperListener;
import io.weir.paper.market.BookOrder;
import io.weir.paper.market.CancelReject;
import io.weir.paper.market.Execution;
import io.weir.paper.market.Terms;
import java.util.Locale;

/** Prints what happens, one line for each event. */
final class PrintedEvents implements PaperListener {
    private final Printout printout;

    /** Written by the thread that starts the broker, read by the core thread. */
    private volatile boolean live;

    PrintedEvents(Printout printout) {
        this.printout = printout;
    }

    /** What comes from here on is no replay. */
    void live() {
        live = true;
    }

    @Override
    public void loggedOn(String client) {
        print(client, "logon", "");
    }

    @Override
    public void loggedOut(String client, String reason) {
        print(client, "logout", reason);
    }

    @Override
    public void asked(String client, FixMessage message) {
        String ids = message.textOf(Tags.CL_ORD_ID) + of(message.textOf(Tags.ORIG_CL_ORD_ID));
        switch (message.msgType()) {
            case MsgTypes.NEW_ORDER_SINGLE -> print(client, "<new", ids);
            case MsgTypes.ORDER_CANCEL_REQUEST -> print(client, "<cancel", ids);
            case MsgTypes.ORDER_CANCEL_REPLACE_REQUEST -> print(client, "<replace", ids);
            case MsgTypes.ORDER_STATUS_REQUEST -> print(client, "<status", ids);
            case MsgTypes.ORDER_MASS_STATUS_REQUEST -> print(client, "<status", "of all");
            case MsgTypes.MARKET_DATA_REQUEST -> print(client, "<quotes", message.textOf(Tags.MD_REQ_ID));
            default -> print(client, "<" + MsgTypes.text(message.msgType()), message.textOf(Tags.TEXT));
        }
    }

    @Override
    public void told(Execution e) {
        if (!live) {
            return;
        }
        Terms terms = e.terms();
        StringBuilder line = new StringBuilder(e.clOrdID());
        line.append(of(e.origClOrdID())).append("  ").append(word(terms.side().name()));
        line.append(' ').append(Decimals.text(terms.qtyE8())).append(' ').append(terms.symbol());
        line.append(terms.priceE8() == BookOrder.NO_PRICE ? " at market" : " limit " + Decimals.text(terms.priceE8()));
        if (e.trade().qtyE8() != 0) {
            line.append("  ").append(Decimals.text(e.trade().qtyE8())).append(" at ");
            line.append(Decimals.text(e.trade().priceE8()));
        }
        line.append("  ").append(word(e.status().name())).append(", filled ").append(Decimals.text(e.cumE8()));
        line.append(", open ").append(Decimals.text(e.leavesE8()));
        print(e.client(), event(e.type()), e.text().isEmpty() ? line.toString() : line + "  " + e.text());
    }

    @Override
    public void told(CancelReject reject) {
        print(reject.client(), "refused", reject.clOrdID() + of(reject.origClOrdID()) + "  " + reject.text());
    }

    @Override
    public void refused(String client, String text) {
        print(client, "refused", text);
    }

    private void print(String client, String event, String words) {
        if (live) {
            printout.print(padded(client, 8) + " " + padded(event, 9) + " " + words);
        }
    }

    private static String event(ExecType type) {
        return switch (type) {
            case NEW -> "accepted";
            case TRADE, PARTIAL_FILL, FILL -> "fill";
            case TRADE_CANCEL -> "bust";
            case TRADE_CORRECT -> "correct";
            default -> word(type.name());
        };
    }

    private static String of(String origClOrdID) {
        return origClOrdID.isEmpty() ? "" : " of " + origClOrdID;
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String padded(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }
}
