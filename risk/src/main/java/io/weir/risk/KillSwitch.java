package io.weir.risk;

import io.weir.fix.order.OrderIntent;
import io.weir.fix.order.Refusal;
import io.weir.fix.order.StateHash;
import io.weir.fix.order.Verdict;
import io.weir.fix.state.StateStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The kill switch: what must not trade, by whose word.
 *
 * <p>One principal engages, two different ones release. It changes only by journalled events, so it survives a restart.
 * Confined to the core thread.
 */
public final class KillSwitch {
    private final List<Engagement> engagements = new ArrayList<>();

    /** One kill in force. */
    private static final class Engagement {
        private final KillScope scope;
        private final int target;
        private final String actor;
        private final long utcNanos;
        private final Verdict verdict;
        private @Nullable String firstReleaser;

        private Engagement(KillScope scope, int target, String actor, String words, long utcNanos) {
            this.scope = scope;
            this.target = target;
            this.actor = actor;
            this.utcNanos = utcNanos;
            verdict = Verdict.refused(Refusal.KILL_SWITCH, words);
        }

        /** Writes an engagement, or reads one back where there is none. */
        private static Engagement state(StateStream state, @Nullable Engagement given) {
            Engagement old = given == null ? new Engagement(KillScope.ALL, 0, "", "", 0) : given;
            Engagement read = new Engagement(
                    state.of(old.scope),
                    state.of(old.target),
                    state.of(old.actor),
                    state.of(old.verdict.text()),
                    state.of(old.utcNanos));
            read.firstReleaser = state.ofNullable(old.firstReleaser);
            return read;
        }
    }

    /**
     * Engages. Where the scope is engaged already, the kill stays as it was, and a first request to release it is
     * forgotten: somebody wants it on.
     *
     * @param target what in the scope: 0 for {@link KillScope#ALL}
     * @return whether it was not engaged before
     */
    public boolean engage(KillScope scope, int target, String actor, String reason, long utcNanos) {
        Engagement engaged = find(scope, target);
        if (engaged != null) {
            engaged.firstReleaser = null;
            return false;
        }
        String words = "kill switch engaged by " + actor + ": " + reason;
        engagements.add(new Engagement(scope, target, actor, words, utcNanos));
        return true;
    }

    /** Asks for the release; the second of two different principals gets it. */
    public ReleaseStep release(KillScope scope, int target, String actor) {
        Engagement engaged = find(scope, target);
        if (engaged == null) {
            return ReleaseStep.NOT_ENGAGED;
        }
        if (engaged.firstReleaser == null) {
            engaged.firstReleaser = actor;
            return ReleaseStep.FIRST_OF_TWO;
        }
        if (engaged.firstReleaser.equals(actor)) {
            return ReleaseStep.SAME_ACTOR;
        }
        engagements.remove(engaged);
        return ReleaseStep.RELEASED;
    }

    /** Goes on with what another had engaged. */
    public void adopt(KillSwitch before) {
        engagements.addAll(before.engagements);
    }

    /** Whether anything at all is killed. */
    public boolean isEngaged() {
        return !engagements.isEmpty();
    }

    /** Whether this is killed. */
    public boolean isEngaged(KillScope scope, int target) {
        return find(scope, target) != null;
    }

    /** Whether the intent must not go on. */
    public boolean isEngaged(OrderIntent intent) {
        return !check(intent).passed();
    }

    /** The refusal of an intent that must not go on, else {@link Verdict#PASSED}. */
    public Verdict check(OrderIntent intent) {
        for (int i = 0; i < engagements.size(); i++) {
            Engagement engagement = engagements.get(i);
            if (engagement.scope.covers(intent, engagement.target)) {
                return engagement.verdict;
            }
        }
        return Verdict.PASSED;
    }

    private @Nullable Engagement find(KillScope scope, int target) {
        for (Engagement engagement : engagements) {
            if (engagement.scope == scope && engagement.target == target) {
                return engagement;
            }
        }
        return null;
    }

    void state(StateStream state) {
        int count = state.count(engagements.size());
        for (int i = 0; i < count; i++) {
            Engagement engagement = Engagement.state(state, state.isReading() ? null : engagements.get(i));
            if (state.isReading()) {
                engagements.add(engagement);
            }
        }
    }

    long stateHash(long seed) {
        long hash = StateHash.mix(seed, engagements.size());
        for (Engagement engagement : engagements) {
            hash = StateHash.mix(hash, engagement.scope.name());
            hash = StateHash.mix(hash, engagement.target);
            hash = StateHash.mix(hash, engagement.actor);
            hash = StateHash.mix(hash, engagement.utcNanos);
            hash = StateHash.mix(hash, engagement.verdict.text());
            hash = StateHash.mix(hash, engagement.firstReleaser == null ? "" : engagement.firstReleaser);
        }
        return hash;
    }
}
