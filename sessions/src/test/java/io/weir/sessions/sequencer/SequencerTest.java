package io.weir.sessions.sequencer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.fix.codec.Ascii;
import io.weir.sessions.journal.Journal;
import io.weir.sessions.journal.JournalReader;
import io.weir.sessions.journal.RecordType;
import io.weir.sessions.protocol.FixSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events in, outputs out, and the same again from the journal. */
class SequencerTest {
    private static final long NOON = 1_772_452_800_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path directory;

    private final List<String> heard = new ArrayList<>();
    private final FakeClock clock = new FakeClock();
    private Journal journal;
    private AnsweringCore core;
    private Sequencer sequencer;

    @BeforeEach
    void begin() {
        boot(directory.resolve("journal"), "report ");
        sequencer.attach(new FakeEdge());
    }

    /** Opens a journal and a core over it, without recovery. */
    private void boot(Path path, String word) {
        journal = Journals.open(path);
        sequencer = new Sequencer(journal, clock, text -> heard.add("alert " + text), false, outlet -> {
            core = new AnsweringCore(outlet, word);
            return core;
        });
    }

    @AfterEach
    void end() {
        journal.close();
    }

    private void received(int session, long connection, String fields) {
        byte[] bytes = Messages.theirs(fields);
        sequencer.received(session, connection, bytes, 0, bytes.length);
    }

    /** A client and a broker log on, and the client asks twice. */
    private void aMorning() {
        sequencer.started("build");
        sequencer.connected(AnsweringCore.CLIENT, 1, "client");
        received(AnsweringCore.CLIENT, 1, "35=A|34=1|98=0|108=30");
        sequencer.endBatch();
        clock.pass(SECOND);
        sequencer.connected(AnsweringCore.BROKER, 2, "broker");
        received(AnsweringCore.BROKER, 2, "35=A|34=1|98=0|108=30");
        sequencer.endBatch();
        received(AnsweringCore.CLIENT, 1, "35=H|34=2|11=A|55=IBM|54=1");
        received(AnsweringCore.CLIENT, 1, "35=H|34=3|11=B|55=IBM|54=1");
        sequencer.endBatch();
    }

    private List<String> heard() {
        List<String> lines = List.copyOf(heard);
        heard.clear();
        return lines;
    }

    @Test
    void theDisksRoomIsAnEventWhereItHasChanged() {
        sequencer.started("build");
        sequencer.intake(true, 900);
        sequencer.intake(false, 100);
        sequencer.intake(false, 90);
        sequencer.intake(true, 800);
        sequencer.intake(false, 80);
        sequencer.started("build");
        sequencer.intake(false, 70);
        sequencer.endBatch();

        assertThat(Journals.lines(journal))
                .containsExactly(
                        "Started 0 1 build",
                        "Intake 0 100",
                        "Intake 1 800",
                        "Intake 0 80",
                        "Started 0 1 build",
                        "Intake 0 70");
    }

    @Test
    void eventsAndOutputsAreInTheJournalInTheirOrder() {
        aMorning();

        assertThat(Journals.lines(journal))
                .containsExactly(
                        "Started 0 1 build",
                        "Connected 0 1 client",
                        "Received 0 1 35=A|34=1|98=0|108=30",
                        "Sent 0 1/1 35=A|34=1|98=0|108=30",
                        "Connected 1 2 broker",
                        "Sent 1 1/1 35=A|34=1|98=0|108=30",
                        "Received 1 2 35=A|34=1|98=0|108=30",
                        "Received 0 1 35=H|34=2|11=A|55=IBM|54=1",
                        "Verdict 0 1 passed",
                        "Sent 1 1/2 35=D|34=2|11=1",
                        "Sent 0 1/2 35=8|34=2|58=report 1",
                        "Received 0 1 35=H|34=3|11=B|55=IBM|54=1",
                        "Verdict 0 2 passed",
                        "Sent 1 1/3 35=D|34=3|11=2",
                        "Sent 0 1/3 35=8|34=3|58=report 2");
    }

    @Test
    void theEdgeHearsOfAMessageWhenItIsInTheJournal() {
        aMorning();

        assertThat(heard())
                .contains("send 0 35=8|34=3|58=report 2, in the journal")
                .noneMatch(line -> line.endsWith("not in the journal"));
    }

    @Test
    void replayRepeatsWhatWasAndSendsNothing() {
        aMorning();
        long hash = core.stateHash();
        List<String> lines = Journals.lines(journal);
        journal.close();
        heard();

        boot(directory.resolve("journal"), "report ");
        long events = sequencer.recover();

        assertThat(events).isEqualTo(7);
        assertThat(core.stateHash()).isEqualTo(hash);
        assertThat(Journals.lines(journal)).isEqualTo(lines);
        assertThat(heard()).isEmpty();
    }

    @Test
    void numbersAndTimesGoOnAfterARestart() {
        aMorning();
        long before = lastMono();
        journal.close();
        clock.mono = 5;
        boot(directory.resolve("journal"), "report ");
        sequencer.recover();
        sequencer.attach(new FakeEdge());
        heard();

        sequencer.started("build");
        sequencer.connected(AnsweringCore.CLIENT, 1, "client");
        received(AnsweringCore.CLIENT, 1, "35=A|34=4|98=0|108=30");
        sequencer.endBatch();

        assertThat(heard()).contains("send 0 35=A|34=4|98=0|108=30, in the journal");
        assertThat(lastMono()).isGreaterThan(before);
    }

    private long lastMono() {
        long last = 0;
        try (JournalReader reader = journal.reader()) {
            while (reader.next()) {
                if (!reader.type().isHousekeeping()) {
                    assertThat(reader.monoNanos()).isGreaterThanOrEqualTo(last);
                    last = reader.monoNanos();
                }
            }
        }
        return last;
    }

    @Test
    void aReplayThatSaysSomethingElseIsRefused() {
        aMorning();
        journal.close();

        boot(directory.resolve("journal"), "another ");

        assertThatThrownBy(sequencer::recover)
                .isInstanceOf(ReplayDivergence.class)
                .hasMessageContaining("report 1")
                .hasMessageContaining("another 1");
    }

    @Test
    void anOutputThatReplayDoesNotMakeIsRefused() {
        aMorning();
        byte[] bytes = Ascii.bytes("passed");
        sequencer.result(RecordType.Verdict, 0, 99, bytes, 0, bytes.length);
        journal.close();

        boot(directory.resolve("journal"), "report ");

        assertThatThrownBy(sequencer::recover)
                .isInstanceOf(ReplayDivergence.class)
                .hasMessageContaining("nothing more for this event");
    }

    @Test
    void whatACrashCutOffIsAppendedAtEachPlace() {
        aMorning();
        List<String> whole = Journals.lines(journal);
        for (int cut = 1; cut <= whole.size(); cut++) {
            Path path = directory.resolve("cut" + cut);
            Journals.copy(journal, cut, path);
            try (Journal cutOff = Journals.open(path)) {
                Sequencer again =
                        new Sequencer(cutOff, clock, text -> {}, false, outlet -> new AnsweringCore(outlet, "report "));
                again.recover();

                List<String> lines = Journals.lines(cutOff);
                assertThat(lines).isEqualTo(whole.subList(0, lines.size()));
                boolean complete = lines.size() == whole.size()
                        || List.of("Started", "Connected", "Received", "Timer")
                                .contains(whole.get(lines.size()).split(" ", -1)[0]);
                assertThat(complete)
                        .as("cut at %d, ended at %d", cut, lines.size())
                        .isTrue();
            }
        }
    }

    @Test
    void aKillGoesBeforeWhatWaits() {
        aMorning();
        heard();
        sequencer.engageKill(Ascii.bytes("kill"), (done, text) -> heard.add("reply " + done + " " + text));

        received(AnsweringCore.CLIENT, 1, "35=H|34=4|11=C|55=IBM|54=1");
        sequencer.endBatch();

        assertThat(heard())
                .containsSubsequence(
                        "sweep",
                        "reply true killed; 0 orders withheld before they left",
                        "send 0 35=8|34=4|58=report 3, in the journal");
        List<String> lines = Journals.lines(journal);
        assertThat(lines.subList(lines.size() - 4, lines.size()))
                .containsExactly(
                        "Kill 0 0 kill",
                        "Received 0 1 35=H|34=4|11=C|55=IBM|54=1",
                        "Verdict 0 3 refused",
                        "Sent 0 1/4 35=8|34=4|58=report 3");
    }

    @Test
    void anOrderThatTheSweepFindsIsWithheldAndReplayed() {
        aMorning();
        FakeEdge edge = new FakeEdge();
        edge.unsent = SentNumber.of(1, 3);
        sequencer.attach(edge);

        sequencer.engageKill(Ascii.bytes("kill"), (done, text) -> heard.add("reply " + text));
        sequencer.wake();

        assertThat(Journals.lines(journal)).endsWith("Kill 0 0 kill", "Withheld 1 1/3");
        assertThat(heard()).contains("reply killed; 1 orders withheld before they left");
        journal.close();
        boot(directory.resolve("journal"), "report ");
        assertThat(sequencer.recover()).isEqualTo(9);
    }

    @Test
    void anotherKillAtTheSameTimeIsRefused() {
        sequencer.engageKill(Ascii.bytes("one"), (done, text) -> heard.add("one " + done));
        sequencer.engageKill(Ascii.bytes("two"), (done, text) -> heard.add("two " + done));
        sequencer.wake();

        assertThat(heard()).containsExactly("two false", "sweep", "one true");
    }

    @Test
    void aReplyIsNotLostToAKillBeforeIt() {
        sequencer.engageKill(Ascii.bytes("kill"), (done, text) -> heard.add("kill " + done));
        sequencer.admin(Ascii.bytes("something"), (done, text) -> heard.add(text));
        assertThat(heard()).as("before the command is durable").containsExactly("sweep", "kill true");
        sequencer.endBatch();

        assertThat(heard()).contains("did something");
        assertThat(Journals.lines(journal)).containsExactly("Kill 0 0 kill", "Admin 0 0 something");
    }

    @Test
    void timersMakeAnEventWhenTheyAreDue() {
        sequencer.started("build");
        sequencer.endBatch();
        assertThat(sequencer.untilDeadline()).isLessThanOrEqualTo(0);

        sequencer.wake();
        assertThat(Journals.lines(journal)).endsWith("Timer 0 0");
        assertThat(heard()).containsExactly("connect 1");

        sequencer.wake();
        assertThat(Journals.lines(journal)).hasSize(2);
    }

    @Test
    void aStepOfTheWallClockDoesNotMoveTimers() {
        sequencer.connected(AnsweringCore.CLIENT, 1, "client");
        received(AnsweringCore.CLIENT, 1, "35=A|34=1|98=0|108=30");
        sequencer.endBatch();
        long before = sequencer.untilDeadline();

        clock.utc += 60 * SECOND;

        assertThat(sequencer.untilDeadline()).isEqualTo(before);
    }

    @Test
    void whatMayNotLeaveYetIsJournalledOnly() {
        sequencer.started("build");
        sequencer.connected(AnsweringCore.BROKER, 1, "broker");
        heard();

        FixSession broker = core.layer().session(AnsweringCore.BROKER);
        broker.begin('F').text(11, "X");
        broker.commit();

        assertThat(heard()).isEmpty();
        assertThat(Journals.lines(journal)).endsWith("Sent 1 1/2 35=F|34=2|11=X");
    }

    @Test
    void aResendIsRecordedAndQueuedWithItsPosition() {
        aMorning();
        heard();

        received(AnsweringCore.CLIENT, 1, "35=2|34=4|7=2|16=0");

        assertThat(Journals.lines(journal)).endsWith("Resent 0 1/2 2-3");
        assertThat(heard()).containsExactly("resend 0, in the journal");
    }

    /** A clock that a test sets. */
    private static final class FakeClock implements Clock {
        private long mono = 1_000 * SECOND;
        private long utc = NOON;

        void pass(long nanos) {
            mono += nanos;
            utc += nanos;
        }

        @Override
        public long monoNanos() {
            return mono;
        }

        @Override
        public long utcNanos() {
            return utc;
        }
    }

    /** Sockets that write down what they are asked. */
    private final class FakeEdge implements Edge {
        /** An order of the broker's session that has not left. */
        private long unsent;

        private String where(long position) {
            try (JournalReader reader = journal.reader()) {
                reader.seek(position);
                boolean there = reader.next()
                        && reader.position() == position
                        && reader.type().isResult();
                return there ? ", in the journal" : ", not in the journal";
            }
        }

        @Override
        public void send(FixSession session, byte[] bytes, int start, int end, long position) {
            heard.add("send " + session.index() + " " + Messages.brief(bytes, start, end) + where(position));
        }

        @Override
        public void resend(FixSession session, ResendStream stream, long position) {
            stream.close();
            heard.add("resend " + session.index() + where(position));
        }

        @Override
        public void connect(FixSession session) {
            heard.add("connect " + session.index());
        }

        @Override
        public void disconnect(long connection, String reason) {
            heard.add("disconnect " + connection + " " + reason);
        }

        @Override
        public void flush(long durablePosition) {}

        @Override
        public void sweep(Withheld withheld) {
            heard.add("sweep");
            if (unsent != 0) {
                withheld.withheld(AnsweringCore.BROKER, unsent);
            }
        }
    }
}
