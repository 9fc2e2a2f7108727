package io.weir.fix.settings;

import io.weir.fix.order.OrdType;
import io.weir.fix.order.TimeInForce;
import java.util.Map;
import java.util.Set;

/**
 * How a broker wants its orders. Maps iterate in the order of the file, constant and renamed tags by tag.
 *
 * @param accounts the broker's account by ours; one that is not here goes as it is
 * @param symbology the broker's names of an instrument by our symbol; one that is not here goes as it is
 * @param handlInst HandlInst (21), or empty to leave it out
 * @param currency always send Currency (15); else only where the client did
 * @param exDestination ExDestination (100), or empty to leave it out
 * @param constantTags tags with their values on each order
 * @param renamedTags tags that go under another tag
 * @param ordTypes the OrdTypes (40) it takes
 * @param timeInForces the TimeInForces (59) it takes
 * @param nativeIceberg it works MaxFloor (111) itself
 * @param minQtyE8 its smallest order
 * @param maxQtyE8 its largest order
 * @param clOrdIdLength the longest ClOrdID (11) it takes
 */
public record Dialect(
        Map<String, String> accounts,
        Map<String, Name> symbology,
        String handlInst,
        boolean currency,
        String exDestination,
        Map<Integer, String> constantTags,
        Map<Integer, Integer> renamedTags,
        Set<OrdType> ordTypes,
        Set<TimeInForce> timeInForces,
        boolean nativeIceberg,
        long minQtyE8,
        long maxQtyE8,
        int clOrdIdLength) {

    /**
     * A broker's name of an instrument; a tag that is empty is not sent.
     *
     * @param symbol Symbol (55)
     * @param suffix SymbolSfx (65)
     * @param securityId SecurityID (48)
     * @param idSource SecurityIDSource (22)
     * @param exchange SecurityExchange (207)
     */
    public record Name(String symbol, String suffix, String securityId, String idSource, String exchange) {}
}
