package io.weir.conformance.stage;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for conditions, each no longer than a bound. */
public final class Waiting {
    /** The patience of a test with what should come at once. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private Waiting() {}

    /** Waits until a condition holds; fails with what was awaited. */
    public static void until(String what, BooleanSupplier condition) {
        until(PATIENCE, () -> what, condition);
    }

    /** Waits until a condition holds; fails with what was awaited. */
    public static void until(Duration patience, Supplier<String> what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited " + patience + " for " + what.get());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
