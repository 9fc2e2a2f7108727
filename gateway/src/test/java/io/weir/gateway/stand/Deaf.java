package io.weir.gateway.stand;

import io.weir.sessions.journal.JournalListener;

/** Hears of a journal, and minds only when it fails. */
public final class Deaf implements JournalListener {
    @Override
    public void durable(long position) {}

    @Override
    public void failed(Throwable cause) {
        throw new IllegalStateException(cause);
    }

    @Override
    public void lowSpace(long freeBytes) {}

    @Override
    public void spaceRestored(long freeBytes) {}

    @Override
    public void stalled(long nanos) {}
}
