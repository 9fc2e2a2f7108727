package io.weir.conformance.simulation;

import io.weir.gateway.core.GatewayCore;
import io.weir.sessions.sequencer.Core;
import io.weir.sessions.sequencer.Event;
import java.util.Map;

/** The core under the judge's eyes; its state's hash is kept now and then, and compared when the event is applied again. */
final class WatchedCore implements Core {
    private static final int EACH = 16;

    private final GatewayCore core;
    private final Judge judge;
    private final Map<Long, Long> hashes;
    private long events;

    WatchedCore(GatewayCore core, Judge judge, Map<Long, Long> hashes) {
        this.core = core;
        this.judge = judge;
        this.hashes = hashes;
    }

    @Override
    public void apply(Event event) {
        judge.before(core, event);
        core.apply(event);
        judge.after(core, event);
        if (++events % EACH == 0) {
            long hash = core.stateHash();
            Long was = hashes.put(event.position(), hash);
            judge.require(
                    was == null || was == hash,
                    () -> "4: the state behind the event at " + event.position()
                            + " is another one when it is replayed");
        }
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
