package io.weir.gateway.core;

import io.weir.fix.settings.SessionSettings.CompIds;
import java.util.ArrayList;
import java.util.List;

/**
 * Which session a person means: by its whole name (WEIR/DESK->OMS1/EU), or shorter, as long as only one is meant: their side
 * (OMS1/EU), their CompID (OMS1), or both CompIDs (WEIR->OMS1).
 */
public final class SessionNames {
    private SessionNames() {}

    /**
     * The place in a list of the session that a name means.
     *
     * @throws IllegalArgumentException if it means none or more than one, with those that it may mean
     */
    public static int find(List<CompIds> sessions, String name) {
        List<Integer> meant = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            CompIds ids = sessions.get(i);
            if (ids.name().equals(name) || ids.toString().equals(name)) {
                return i;
            }
            if (isShortFor(ids, name)) {
                meant.add(i);
            }
        }
        if (meant.size() == 1) {
            return meant.get(0);
        }
        List<String> candidates = (meant.isEmpty()
                        ? sessions
                        : meant.stream().map(sessions::get).toList())
                .stream().map(CompIds::name).toList();
        String known = candidates.isEmpty() ? "" : ": " + String.join(", ", candidates);
        throw new IllegalArgumentException(
                meant.isEmpty()
                        ? "no session " + name + "; there are" + (known.isEmpty() ? " none" : known)
                        : "more than one session " + name + known);
    }

    private static boolean isShortFor(CompIds ids, String name) {
        return ids.counterparty().equals(name)
                || ids.targetCompId().equals(name)
                || (ids.senderCompId() + "->" + ids.targetCompId()).equals(name);
    }
}
