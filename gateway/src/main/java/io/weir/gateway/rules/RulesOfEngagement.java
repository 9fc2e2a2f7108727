package io.weir.gateway.rules;

import io.weir.fix.dictionary.Dictionary;
import io.weir.fix.dictionary.DictionaryException;
import io.weir.fix.settings.BrokerSettings;
import io.weir.fix.settings.ClientSettings;
import io.weir.fix.settings.GatewaySettings;
import io.weir.gateway.core.GatewayCore;
import org.jspecify.annotations.Nullable;

/**
 * Writes the Rules of Engagement for the counterparty of a session: from the settings and the dictionary, and from what the
 * gateway itself answers when it is asked in rehearsal.
 */
public final class RulesOfEngagement {
    private final GatewaySettings settings;
    private final Dictionary dictionary;
    private final String build;

    /**
     * Rules under these settings.
     *
     * @param build the version of the program
     * @throws DictionaryException if a DataDictionary of the settings cannot be read
     */
    public RulesOfEngagement(GatewaySettings settings, String build) throws DictionaryException {
        this.settings = settings;
        this.build = build;
        dictionary = Dictionary.load(settings.dataDictionaries());
    }

    /** The document for the counterparty of a session, by its place in the settings. */
    public Document of(int session) {
        ClientSettings client = settings.clients().stream()
                .filter(each -> each.session() == session)
                .findFirst()
                .orElse(null);
        BrokerSettings broker = settings.brokers().stream()
                .filter(each -> each.session() == session)
                .findFirst()
                .orElse(null);
        Document document = new Document();
        MessageTables tables = new MessageTables(dictionary);
        SessionRules rules = new SessionRules(settings, session);
        rules.begin(document, build);
        rules.connection(document);
        rules.protocol(document);
        Rehearsal rehearsal = new Rehearsal(settings, dictionary);
        rules.logon(document, tables, rehearsal);
        if (client != null) {
            Questions questions = new Questions(settings, dictionary, client, Questions.ANY);
            new ClientRules(settings, client, GatewayCore.catalog(settings), tables, questions).write(document);
        } else if (broker != null) {
            new BrokerRules(settings, broker, tables, clientOf(broker)).write(document);
        }
        return document;
    }

    /** The questions of a client whose orders go to a broker; of the first one where no client's do. */
    private Questions clientOf(BrokerSettings broker) {
        @Nullable Questions first = null;
        for (ClientSettings client : settings.clients()) {
            Questions questions = new Questions(settings, dictionary, client, broker.session());
            if (questions.order() != null) {
                return questions;
            }
            first = first == null ? questions : first;
        }
        if (first == null) {
            throw new IllegalStateException("a configuration has a client");
        }
        return first;
    }
}
