package io.weir.sessions.journal;

import java.io.Closeable;

/** What a {@link Journal} is made of when {@link JournalOpening} has brought it to the point where it goes on. */
record JournalParts(
        JournalSettings settings,
        JournalHost host,
        Closeable lock,
        SegmentDirectory segments,
        Retirement retirement,
        RecoveredJournal recovered,
        int boot,
        FailureLatch latch,
        WriterWait waiting,
        SegmentSupply supply,
        JournalSync sync,
        RecordSink sink) {}
