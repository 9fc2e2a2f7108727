package io.weir.conformance.kill;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The one thread on which a side of the run reads, decides and sends. */
final class Desk implements AutoCloseable {
    private final ScheduledExecutorService thread;
    private final Damages damages;
    private final AtomicInteger waiting = new AtomicInteger();

    Desk(String name, Damages damages) {
        this.damages = damages;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    /** Does something as soon as what came before is done. */
    void now(Runnable task) {
        after(0, task);
    }

    /** Does something later. */
    void after(int millis, Runnable task) {
        waiting.incrementAndGet();
        var unused = thread.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        damages.wrong("the run itself: " + e);
                    } finally {
                        waiting.decrementAndGet();
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    /** Whether nothing waits to be done. */
    boolean isIdle() {
        return waiting.get() == 0;
    }

    /** Looks at what belongs to the thread. */
    <T> T view(Callable<T> look) {
        try {
            return thread.submit(look).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
