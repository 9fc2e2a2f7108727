package io.weir.sessions.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.SessionHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a ResendRequest is answered with, over a real journal. */
class ResendStreamTest {
    private static final long NOON = 1_772_452_800_000_000_000L;
    private static final int SESSION = 3;

    @TempDir
    private Path directory;

    private final FixWriter writer = new FixWriter(512);
    private final SentIndex index = new SentIndex();
    private Journal journal;
    private SessionHeader header;
    private long next = 1;

    @BeforeEach
    void open() throws Exception {
        journal = Journals.open(directory);
        header = new SessionHeader(SessionSettings.of(Map.of(
                "ConnectionType", "acceptor",
                "BeginString", "FIX.4.4",
                "SenderCompID", "US",
                "TargetCompID", "THEM",
                "SocketAcceptPort", "1",
                "NonStopSession", "Y")));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    /** Sends one message for each letter: its MsgType. */
    private void send(long epoch, String types) {
        for (int i = 0; i < types.length(); i++) {
            header.write(writer, types.charAt(i), next, NOON);
            writer.text(Tags.TEXT, "m" + next).end();
            long position = append(RecordType.Sent, SESSION, SentNumber.of(epoch, next));
            index.add(epoch, next, position);
            next++;
        }
    }

    private long append(RecordType type, int source, long aux) {
        return journal.append(type, source, aux, 0, NOON, writer.buffer(), writer.start(), writer.length());
    }

    private List<String> resend(long epoch, long begin, long end, boolean messagesAgain, boolean ordersAgain) {
        journal.endBatch();
        List<String> lines = new ArrayList<>();
        ResendStream.Range range = new ResendStream.Range(
                SESSION,
                epoch,
                begin,
                end,
                NOON + 1_000_000_000L,
                3,
                messagesAgain,
                ordersAgain,
                ResendStream.NOT_SAID);
        try (ResendStream stream = new ResendStream(journal.reader(), index, header, range, journal.beginning())) {
            while (stream.next(writer)) {
                lines.add(Messages.brief(writer.buffer(), writer.start(), writer.limit())
                        .replace("|43=Y|122=20260302-12:00:00.000", " again")
                        .replace("|43=Y|122=20260302-12:00:01.000|123=Y|36=", " gap to "));
            }
            assertThat(stream.next(writer)).isFalse();
        }
        return lines;
    }

    private List<String> resend(long begin, long end) {
        return resend(1, begin, end, true, false);
    }

    @Test
    void applicationMessagesGoAgainAndAdministrativeOnesAreAGap() {
        send(1, "A08800A8");

        assertThat(resend(1, 8))
                .containsExactly(
                        "35=4|34=1 gap to 3",
                        "35=8|34=3 again|58=m3",
                        "35=8|34=4 again|58=m4",
                        "35=4|34=5 gap to 8",
                        "35=8|34=8 again|58=m8");
    }

    @Test
    void whatWasRetiredIsAGap() {
        send(1, "A8");
        while (journal.position() < (1 << 16) + 1000) {
            append(RecordType.Timer, 0, 0);
        }
        send(1, "88");
        journal.endBatch();
        assertThat(journal.retire(1 << 16, null)).isEqualTo(1);

        assertThat(resend(1, 4))
                .containsExactly("35=4|34=1 gap to 3", "35=8|34=3 again|58=m3", "35=8|34=4 again|58=m4");
        assertThat(resend(1, 2)).containsExactly("35=4|34=1 gap to 3");
    }

    @Test
    void theLastGapEndsBehindTheRange() {
        send(1, "8800");

        assertThat(resend(2, 4)).containsExactly("35=8|34=2 again|58=m2", "35=4|34=3 gap to 5");
        assertThat(resend(2, 3)).containsExactly("35=8|34=2 again|58=m2", "35=4|34=3 gap to 4");
        assertThat(resend(4, 4)).containsExactly("35=4|34=4 gap to 5");
    }

    @Test
    void aRangeEndsWhereItIsAskedToEnd() {
        send(1, "8888");

        assertThat(resend(2, 3)).containsExactly("35=8|34=2 again|58=m2", "35=8|34=3 again|58=m3");
    }

    @Test
    void ordersNeverGoTwiceAndOtherRequestsDo() {
        send(1, "DFGHVD");

        assertThat(resend(1, 6))
                .containsExactly(
                        "35=4|34=1 gap to 4", "35=H|34=4 again|58=m4", "35=V|34=5 again|58=m5", "35=4|34=6 gap to 7");
    }

    @Test
    void anAcceptorWithoutOrdersMaySendThemAgain() {
        send(1, "DF");

        assertThat(resend(1, 1, 2, true, true)).containsExactly("35=D|34=1 again|58=m1", "35=F|34=2 again|58=m2");
    }

    @Test
    void whereNothingIsKeptAllIsOneGap() {
        send(1, "8888");

        assertThat(resend(1, 2, 4, false, false)).containsExactly("35=4|34=2 gap to 5");
    }

    @Test
    void anEpochInWhichNothingWasSentIsOneGap() {
        send(1, "888");

        assertThat(resend(2, 1, 1, true, false)).containsExactly("35=4|34=1 gap to 2");
    }

    @Test
    void onlyTheEpochOfTheRequestIsLookedAt() {
        send(1, "888");
        next = 1;
        send(2, "A8");

        assertThat(resend(2, 1, 2, true, false)).containsExactly("35=4|34=1 gap to 2", "35=8|34=2 again|58=m2");
    }

    @Test
    void aResendOfAnEpochThatHasEndedStops() {
        send(1, "888");
        next = 1;
        send(2, "A");

        assertThat(resend(1, 1, 3, true, false)).isEmpty();
    }

    @Test
    void numbersThatAPersonPassedOverAreAGap() {
        send(1, "8");
        next = 100;
        send(1, "8");

        assertThat(resend(1, 100))
                .containsExactly("35=8|34=1 again|58=m1", "35=4|34=2 gap to 100", "35=8|34=100 again|58=m100");
    }

    @Test
    void recordsOfOthersAreNotOurs() {
        send(1, "8");
        append(RecordType.Sent, SESSION + 1, SentNumber.of(1, 2));
        append(RecordType.Received, SESSION, SentNumber.of(1, 2));
        send(1, "8");

        assertThat(resend(1, 2)).containsExactly("35=8|34=1 again|58=m1", "35=8|34=2 again|58=m2");
    }

    @Test
    void aMessageThatWasAPossibleDuplicateKeepsOneOriginalTime() {
        header.write(writer, '8', 1, NOON);
        writer.flag(Tags.POSS_DUP_FLAG, true)
                .timestamp(Tags.ORIG_SENDING_TIME, NOON - 1, 3)
                .text(Tags.TEXT, "x")
                .end();
        index.add(1, 1, append(RecordType.Sent, SESSION, SentNumber.of(1, 1)));
        next = 2;

        assertThat(resend(1, 1)).containsExactly("35=8|34=1 again|58=x");
    }

    @Test
    void dataWithADelimiterInItGoesAgainAsItWas() {
        header.write(writer, '8', 1, NOON);
        writer.number(Tags.RAW_DATA_LENGTH, 3).text(Tags.RAW_DATA, "abc").end();
        byte[] bytes = writer.buffer();
        bytes[writer.limit() - 7 - 3] = 1;
        index.add(1, 1, append(RecordType.Sent, SESSION, SentNumber.of(1, 1)));
        next = 2;

        assertThat(resend(1, 1)).containsExactly("35=8|34=1 again|95=3|96=a|c");
    }

    @Test
    void aLongRangeIsFoundAgainOverManySegmentsAndTheTrafficOfOthers() {
        for (int i = 0; i < 3000; i++) {
            send(1, i % 10 == 0 ? "0" : "8");
            append(RecordType.Sent, SESSION + 1, SentNumber.of(1, i));
        }
        for (int i = 0; i < 3000; i++) {
            append(RecordType.Received, SESSION + 1, i);
        }
        send(1, "8");

        assertThat(resend(2995, 3001))
                .containsExactly(
                        "35=8|34=2995 again|58=m2995",
                        "35=8|34=2996 again|58=m2996",
                        "35=8|34=2997 again|58=m2997",
                        "35=8|34=2998 again|58=m2998",
                        "35=8|34=2999 again|58=m2999",
                        "35=8|34=3000 again|58=m3000",
                        "35=8|34=3001 again|58=m3001");
        assertThat(resend(1, 3001)).hasSize(3001);
    }

    @Test
    void aGapFillSaysWhatWasProcessedLastWhereTheHeaderHasIt() {
        send(1, "8A");
        journal.endBatch();
        ResendStream.Range range = new ResendStream.Range(SESSION, 1, 1, 2, NOON, 3, true, false, 17);
        try (ResendStream stream = new ResendStream(journal.reader(), index, header, range, 0)) {
            assertThat(stream.number()).isEqualTo(SentNumber.of(1, 1));
            assertThat(stream.next(writer)).isTrue();
            assertThat(stream.next(writer)).isTrue();
            assertThat(Messages.brief(writer.buffer(), writer.start(), writer.limit()))
                    .isEqualTo("35=4|34=2|43=Y|122=20260302-12:00:00.000|369=17|123=Y|36=3");
        }
    }
}
