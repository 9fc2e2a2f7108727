package io.weir.gateway.fixlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.Ascii;
import io.weir.fix.settings.Durability;
import io.weir.gateway.core.AdminCommand;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalListener;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.JournalSettings;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.sequencer.SentNumber;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as lines. */
class JournalTextTest {
    private static final long NOON = 1_795_262_400_000_000_000L; // 2026-11-21 12:00 UTC

    @TempDir
    Path folder;

    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(
                new JournalSettings(folder, 1 << 20, Durability.NONE, 1, 10_000_000_000L, 0),
                JournalListener.ofFailure(cause -> {
                    throw new IllegalStateException(cause);
                }));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void append(RecordType type, int session, long aux, byte[] bytes) {
        journal.append(type, session, aux, 0, NOON, bytes, 0, bytes.length);
        journal.endBatch();
    }

    private void append(RecordType type, int session, long aux, String text) {
        append(type, session, aux, Ascii.fix(text));
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        JournalText text = new JournalText();
        try (JournalReader reader = journal.reader()) {
            while (reader.next()) {
                text.look(reader);
                if (!reader.type().isHousekeeping()) {
                    lines.add(text.line(reader));
                }
            }
        }
        return lines;
    }

    @Test
    void eachRecordIsALine() {
        append(RecordType.Reference, 0, 0, "== weir.yaml 12\ninstance: G7\n");
        append(RecordType.Started, 0, 3, "1.0");
        append(RecordType.Connected, 1, 5, "/10.0.0.1:99");
        append(RecordType.Received, 1, 5, "8=FIX.4.4|9=5|35=A|49=OMS1|56=WEIR|554=secret|10=000|");
        append(RecordType.Sent, 1, SentNumber.of(1, 1), "8=FIX.4.4|9=5|35=A|49=WEIR|56=OMS1|10=000|");
        append(RecordType.Verdict, 1, 3L << 40 | 37, "admit passed limits 1");
        append(RecordType.Resent, 1, SentNumber.of(1, 2), "2-4");
        append(RecordType.Withheld, 1, SentNumber.of(1, 9), "");
        append(
                RecordType.Admin,
                0,
                0,
                new AdminCommand("root", "agreed", "session-set-numbers", List.of("OMS1", "5", "7")).encode());
        append(RecordType.Disconnected, 1, 5, "gone");

        assertThat(lines())
                .containsExactly(
                        "20261121-12:00:00.000000 Reference                          configuration, 29 bytes",
                        "20261121-12:00:00.000000 Started                            boot 3, build 1.0",
                        "20261121-12:00:00.000000 Connected     session 1            connection 5 /10.0.0.1:99",
                        "20261121-12:00:00.000000 Received      WEIR->OMS1           "
                                + "8=FIX.4.4|9=5|35=A|49=OMS1|56=WEIR|554=***|10=000|",
                        "20261121-12:00:00.000000 Sent          WEIR->OMS1           "
                                + "8=FIX.4.4|9=5|35=A|49=WEIR|56=OMS1|10=000|",
                        "20261121-12:00:00.000000 Verdict                            "
                                + "order G7000300000011: admit passed limits 1",
                        "20261121-12:00:00.000000 Resent        WEIR->OMS1           MsgSeqNum 2-4",
                        "20261121-12:00:00.000000 Withheld      WEIR->OMS1           MsgSeqNum 9",
                        "20261121-12:00:00.000000 Admin                              "
                                + "session-set-numbers OMS1 5 7 by root: agreed",
                        "20261121-12:00:00.000000 Disconnected  WEIR->OMS1           connection 5: gone");
    }

    @Test
    void whatIsNoCommandOfOursIsShownAsItIs() {
        append(RecordType.Admin, 0, 0, "hello");

        assertThat(lines()).containsExactly("20261121-12:00:00.000000 Admin                              hello");
    }
}
