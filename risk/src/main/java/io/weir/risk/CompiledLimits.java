package io.weir.risk;

import java.util.List;

/** Limits as arrays by dense number, and the scope that decides for an order. */
final class CompiledLimits {
    private final Limits source;
    private final long[] maxQty;
    private final long[] maxNotional;
    private final int[] collar;
    private final int clients;
    private final int accounts;
    private final boolean[] restricted;

    CompiledLimits(Limits limits, int instruments) {
        source = limits;
        clients = limits.clients().size();
        accounts = limits.accounts().size();
        int scopes = 1 + clients + accounts;
        maxQty = new long[scopes];
        maxNotional = new long[scopes];
        collar = new int[scopes];
        set(0, limits.firm());
        setAll(1, limits.clients());
        setAll(1 + clients, limits.accounts());
        maxQty[0] = maxQty[0] < 0 ? OrderLimits.NO_LIMIT : maxQty[0];
        maxNotional[0] = maxNotional[0] < 0 ? OrderLimits.NO_LIMIT : maxNotional[0];
        collar[0] = collar[0] < 0 ? OrderLimits.NO_COLLAR : collar[0];
        restricted = new boolean[instruments];
        for (int instrument : limits.restricted()) {
            restricted[instrument] = true;
        }
    }

    private void setAll(int first, List<OrderLimits> limits) {
        for (int i = 0; i < limits.size(); i++) {
            set(first + i, limits.get(i));
        }
    }

    private void set(int scope, OrderLimits limits) {
        maxQty[scope] = limits.maxQtyE8();
        maxNotional[scope] = limits.maxNotionalE2();
        collar[scope] = limits.collarBps();
    }

    Limits source() {
        return source;
    }

    boolean isRestricted(int instrument) {
        return restricted[instrument];
    }

    long maxQtyE8(int client, int account) {
        return maxQty[decides(maxQty, client, account)];
    }

    long maxNotionalE2(int client, int account) {
        return maxNotional[decides(maxNotional, client, account)];
    }

    int collarBps(int client, int account) {
        int scope = accountScope(account);
        if (scope == 0 || collar[scope] < 0) {
            scope = clientScope(client);
        }
        return collar[scope] < 0 ? collar[0] : collar[scope];
    }

    /** The narrowest scope that sets a limit. */
    private int decides(long[] limits, int client, int account) {
        int scope = accountScope(account);
        if (scope == 0 || limits[scope] < 0) {
            scope = clientScope(client);
        }
        return limits[scope] < 0 ? 0 : scope;
    }

    private int clientScope(int client) {
        return client >= 0 && client < clients ? 1 + client : 0;
    }

    private int accountScope(int account) {
        return account >= 0 && account < accounts ? 1 + clients + account : 0;
    }

    String qtyScope(int client, int account) {
        return name(decides(maxQty, client, account));
    }

    String notionalScope(int client, int account) {
        return name(decides(maxNotional, client, account));
    }

    private String name(int scope) {
        if (scope == 0) {
            return "firm";
        }
        return scope <= clients ? "client" : "account";
    }
}
