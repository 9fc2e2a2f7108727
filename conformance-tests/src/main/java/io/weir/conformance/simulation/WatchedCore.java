package io.weir.conformance.simulation;

import io.weir.fix.state.StateStream;
import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.sequencer.Event;
import io.weir.sessions.sequencer.KeptCore;
import java.util.Map;

/** The core under the judge's eyes; its state's hash is kept now and then, and compared when the event is applied again. */
final class WatchedCore implements KeptCore {
    /** The state is sampled behind events at such positions: about one of 16, and always the same. */
    private static final long MIX = 0x9e3779b97f4a7c15L;

    private static final int SHIFT = 60;

    private final GatewayCore core;
    private final Judge judge;
    private final Map<Long, Long> hashes;

    WatchedCore(GatewayCore core, Judge judge, Map<Long, Long> hashes) {
        this.core = core;
        this.judge = judge;
        this.hashes = hashes;
    }

    @Override
    public void apply(Event event) {
        if (judge.isDeaf()) {
            core.apply(event);
            return;
        }
        judge.before(core, event);
        core.apply(event);
        judge.after(core, event);
        if ((event.position() * MIX) >>> SHIFT == 0) {
            long hash = core.stateHash();
            Long was = hashes.put(event.position(), hash);
            judge.require(
                    was == null || was == hash,
                    () -> "4: the state behind the event at " + event.position()
                            + " is another one when it is replayed");
        }
    }

    @Override
    public void state(StateStream state) {
        core.state(state);
    }

    @Override
    public long day() {
        return core.day();
    }

    @Override
    public long nextDeadline() {
        return core.nextDeadline();
    }

    @Override
    public long stateHash() {
        return core.stateHash();
    }
}
