package io.weir.gateway.demo;

import io.weir.fix.settings.Durability;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.SettingsException;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.netty.EdgeLimits;
import io.weir.sessions.netty.FixEngine;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The market as the demo's own eyes see it, on a session of its own with the broker: what arrival prices come from. */
final class Quotes implements AutoCloseable {
    private static final int SEGMENT_BYTES = 4 << 20;

    private final FixEngine engine;
    private final Map<String, Long> mids;

    private Quotes(FixEngine engine, Map<String, Long> mids) {
        this.engine = engine;
        this.mids = mids;
    }

    static Quotes watch(int port, List<String> symbols, Path directory) throws SettingsException, InterruptedException {
        SessionSettings settings = SessionSettings.of(Map.of(
                "ConnectionType", "initiator",
                "BeginString", "FIX.4.4",
                "SenderCompID", "DEMO",
                "TargetCompID", "PAPER",
                "SocketConnectHost", "127.0.0.1",
                "SocketConnectPort", Integer.toString(port),
                "HeartBtInt", "30",
                "ReconnectInterval", "1",
                "NonStopSession", "Y",
                "AllowUnknownMsgFields", "Y"));
        Map<String, Long> mids = new ConcurrentHashMap<>();
        JournalSettings journal = new JournalSettings(
                directory, SEGMENT_BYTES, Durability.NONE, 1, JournalSettings.DEFAULT_MAX_SYNC_NANOS, 0);
        FixEngine.Plan plan = new FixEngine.Plan(
                "demo",
                journal,
                () -> List.of(settings),
                EdgeLimits.DEFAULT,
                false,
                () -> "",
                failure -> {},
                text -> {});
        return new Quotes(FixEngine.start(plan, outlet -> new QuoteCore(settings, outlet, symbols, mids)), mids);
    }

    /** The mid of this moment, or another price where nobody quotes. */
    long midE8(String symbol, long otherwise) {
        return mids.getOrDefault(symbol, otherwise);
    }

    boolean knows(List<String> symbols) {
        return mids.keySet().containsAll(symbols);
    }

    @Override
    public void close() {
        engine.close();
    }
}
