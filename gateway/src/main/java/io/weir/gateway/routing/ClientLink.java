package io.weir.gateway.routing;

import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.settings.AccountSettings;
import io.weir.fix.settings.CancelOnDisconnect;
import io.weir.fix.settings.ClientSettings;
import io.weir.sessions.protocol.FixSession;
import java.util.ArrayList;
import java.util.List;

/** A client with its session and its accounts. Confined to the core thread. */
public final class ClientLink {
    /** No account. */
    public static final int NO_ACCOUNT = -1;

    /** An account that the client may not use. */
    public static final int UNKNOWN_ACCOUNT = -2;

    private final ClientSettings settings;
    private final FixSession session;
    private final List<AccountSettings> accounts = new ArrayList<>();
    private final List<byte[]> names = new ArrayList<>();

    /** A client of the settings, on its session. */
    public ClientLink(ClientSettings settings, List<AccountSettings> all, FixSession session) {
        this.settings = settings;
        this.session = session;
        for (int index : settings.accounts()) {
            accounts.add(all.get(index));
            names.add(Ascii.bytes(all.get(index).name()));
        }
    }

    /** The dense number of the client. */
    public int index() {
        return settings.index();
    }

    /** What the settings say of it. */
    public ClientSettings settings() {
        return settings;
    }

    /** What becomes of its open orders when its session is gone. */
    public CancelOnDisconnect cancelOnDisconnect() {
        return CancelOnDisconnect.of(session.settings(), settings);
    }

    /** The session that its orders come from. */
    public FixSession session() {
        return session;
    }

    /**
     * The number of the account that a message names in a field.
     *
     * @return its dense number, the default account's where the field is absent (or {@link #NO_ACCOUNT}), or {@link
     *     #UNKNOWN_ACCOUNT}
     */
    public int account(FixMessage message, int field) {
        if (field < 0) {
            return settings.defaultAccount();
        }
        for (int i = 0; i < names.size(); i++) {
            if (message.valueEquals(field, names.get(i))) {
                return accounts.get(i).index();
            }
        }
        return UNKNOWN_ACCOUNT;
    }
}
