package io.weir.gateway.routing;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.Tags;
import io.weir.fix.order.Instrument;
import io.weir.fix.order.OrdType;
import io.weir.fix.order.TimeInForce;
import io.weir.fix.settings.AccountSettings;
import io.weir.fix.settings.BrokerSettings;
import io.weir.fix.settings.Dialect;
import io.weir.fix.settings.Instruments;
import io.weir.sessions.protocol.FixSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broker with its session and its dialect, whose texts are encoded once. Confined to the core thread.
 */
public final class BrokerLink {
    private static final byte[] NOTHING = {};

    private final BrokerSettings settings;
    private final Dialect dialect;
    private final FixSession session;
    private final Instruments instruments;
    private final byte[][] accounts;
    private final byte[][] names;
    private final byte[][] currencies;
    private final byte[] constants;
    private final Map<String, Integer> byBrokerSymbol = new HashMap<>();
    private boolean held;

    /** A broker of the settings, on its session. */
    public BrokerLink(
            BrokerSettings settings, List<AccountSettings> allAccounts, Instruments instruments, FixSession session) {
        this.settings = settings;
        this.dialect = settings.dialect();
        this.session = session;
        this.instruments = instruments;
        accounts = new byte[allAccounts.size()][];
        for (AccountSettings account : allAccounts) {
            String name = dialect.accounts().getOrDefault(account.name(), account.name());
            accounts[account.index()] = field(Tags.ACCOUNT, name);
        }
        names = new byte[instruments.size()][];
        currencies = new byte[instruments.size()][];
        for (Instrument instrument : instruments.all()) {
            names[instrument.index()] = name(instrument);
            currencies[instrument.index()] = dialect.currency() ? field(Tags.CURRENCY, instrument.currency()) : NOTHING;
        }
        constants = constants();
    }

    private byte[] name(Instrument instrument) {
        Dialect.Name name = dialect.symbology().get(instrument.symbol());
        if (name == null) {
            byBrokerSymbol.put(instrument.symbol(), instrument.index());
            return field(Tags.SYMBOL, instrument.symbol());
        }
        byBrokerSymbol.put(name.symbol(), instrument.index());
        String fields = text(Tags.SYMBOL, name.symbol())
                + text(Tags.SYMBOL_SFX, name.suffix())
                + text(Tags.SECURITY_ID, name.securityId())
                + text(Tags.SECURITY_ID_SOURCE, name.idSource())
                + text(Tags.SECURITY_EXCHANGE, name.exchange());
        return Ascii.bytes(fields);
    }

    private byte[] constants() {
        StringBuilder fields = new StringBuilder();
        if (!dialect.constantTags().containsKey(Tags.HANDL_INST)) {
            fields.append(text(Tags.HANDL_INST, dialect.handlInst()));
        }
        if (!dialect.constantTags().containsKey(Tags.EX_DESTINATION)) {
            fields.append(text(Tags.EX_DESTINATION, dialect.exDestination()));
        }
        dialect.constantTags()
                .forEach((tag, value) ->
                        fields.append(tag).append('=').append(value).append('\u0001'));
        return Ascii.bytes(fields.toString());
    }

    private byte[] field(int tag, String value) {
        return Ascii.bytes(text(tag, value));
    }

    private String text(int tag, String value) {
        return value.isEmpty() ? "" : tag(tag) + "=" + value + '\u0001';
    }

    /** The tag under which the broker wants a field. */
    public int tag(int tag) {
        return dialect.renamedTags().isEmpty() ? tag : dialect.renamedTags().getOrDefault(tag, tag);
    }

    /** The dense number of the broker. */
    public int index() {
        return settings.index();
    }

    /** What the settings say of it. */
    public BrokerSettings settings() {
        return settings;
    }

    /** The session that orders go over. */
    public FixSession session() {
        return session;
    }

    /** Whether its session is up. */
    public boolean isUp() {
        return session.isLoggedOn();
    }

    /** Whether it gets new orders now: its session is up, and its book and ours agree. */
    public boolean isReady() {
        return isUp() && !held;
    }

    /** Whether it gets no new orders, for its book and ours do not agree. */
    public boolean isHeld() {
        return held;
    }

    /** From now on it gets no new orders, or gets them again; follows from the differences, which are state. */
    public void hold(boolean hold) {
        held = hold;
    }

    /** Whether it takes an order of this kind and size. */
    public boolean takes(OrdType ordType, TimeInForce timeInForce, long qtyE8) {
        return takes(ordType, timeInForce) && qtyE8 >= dialect.minQtyE8() && qtyE8 <= dialect.maxQtyE8();
    }

    /** Whether it takes orders of this kind. */
    public boolean takes(OrdType ordType, TimeInForce timeInForce) {
        return dialect.ordTypes().contains(ordType) && dialect.timeInForces().contains(timeInForce);
    }

    /** Whether it works MaxFloor (111) itself. */
    public boolean worksMaxFloor() {
        return dialect.nativeIceberg();
    }

    /** Writes the account as the broker knows it; nothing where there is none. */
    public void writeAccount(FixWriter writer, int account) {
        if (account >= 0) {
            writer.raw(accounts[account], 0, accounts[account].length);
        }
    }

    /** Writes the instrument as the broker knows it. */
    public void writeInstrument(FixWriter writer, Instrument instrument) {
        byte[] name = names[instrument.index()];
        writer.raw(name, 0, name.length);
    }

    /** Writes what goes on each order of an instrument: currency, 21, 100, constant tags. */
    public void writeConstants(FixWriter writer, Instrument instrument) {
        byte[] currency = currencies[instrument.index()];
        writer.raw(currency, 0, currency.length).raw(constants, 0, constants.length);
    }

    /** The instrument that the broker's message is about, or null where we have none of that name. */
    public @Nullable Instrument instrument(FixMessage message, int symbolField) {
        if (symbolField < 0) {
            return null;
        }
        int index = dialect.symbology().isEmpty()
                ? instruments.indexOf(message.buffer(), message.valueStart(symbolField), message.valueEnd(symbolField))
                : byBrokerSymbol.getOrDefault(message.text(symbolField), -1);
        return index < 0 ? null : instruments.get(index);
    }
}
