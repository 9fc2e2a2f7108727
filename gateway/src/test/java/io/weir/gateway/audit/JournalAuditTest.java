package io.weir.gateway.audit;

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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes journals by hand, each with one thing wrong, and sees whether the audit finds just that. */
class JournalAuditTest {
    private static final int CLIENT = 0;
    private static final int BROKER = 1;
    private static final long CONNECTION = 7;

    @TempDir
    Path directory;

    private Journal journal;
    private final long[] next = {1, 1};
    private long mono = 1000;

    @BeforeEach
    void begin() {
        journal = Journal.open(
                new JournalSettings(directory, 1 << 20, Durability.NONE, 1, 10_000_000_000L, 0),
                JournalListener.ofFailure(cause -> {
                    throw new AssertionError(cause);
                }));
        record(RecordType.Started, 0, 1, "build");
        record(RecordType.Connected, CLIENT, CONNECTION, "oms");
    }

    @AfterEach
    void close() {
        journal.close();
    }

    /** An event, or an output that has the time of the event before it. */
    private void record(RecordType type, int source, long aux, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        mono += type.isEvent() ? 1 : 0;
        journal.append(type, source, aux, mono, 1_700_000_000_000_000_000L + mono, bytes, 0, bytes.length);
    }

    private void sent(int session, String type, String fields) {
        sent(session, next[session]++, type, fields);
    }

    private void sent(int session, long number, String type, String fields) {
        record(RecordType.Sent, session, SentNumber.of(1, number), message(type, number, fields));
    }

    private static String message(String type, long number, String fields) {
        String body = "35=" + type + "|49=WEIR|56=THEM|34=" + number + "|52=20261121-10:00:00.000|" + fields;
        String whole = ("8=FIX.4.4|9=" + body.length() + "|" + body).replace('|', '\u0001');
        int sum = 0;
        for (byte each : Ascii.bytes(whole)) {
            sum += each & 0xff;
        }
        return whole + String.format("10=%03d\u0001", sum % 256);
    }

    private void order(String id) {
        record(RecordType.Verdict, 0, 1, "release passed limits 3");
        sent(BROKER, "D", "11=" + id + "|55=ABC|54=1|38=100|40=2|44=10|");
    }

    private void report(String execId, String fields) {
        sent(CLIENT, "8", "37=O1|11=a1|17=" + execId + "|55=ABC|54=1|38=100|" + fields);
    }

    private void command(String actor, String reason, String name, String... arguments) {
        byte[] bytes = new AdminCommand(actor, reason, name, List.of(arguments)).encode();
        RecordType type = name.equals("kill") ? RecordType.Kill : RecordType.Admin;
        record(type, 0, 0, new String(bytes, StandardCharsets.ISO_8859_1));
    }

    /** The numbers of the invariants that the findings name. */
    private void breaks(String numbers) {
        journal.endBatch();
        try (JournalReader reader = journal.reader()) {
            assertThat(new JournalAudit().verify(reader, position -> {}).findings())
                    .isNotEmpty()
                    .allMatch(finding -> finding.rule().startsWith("[" + numbers + "] "));
        }
    }

    private void finds(String... what) {
        journal.endBatch();
        JournalAudit.Report report;
        try (JournalReader reader = journal.reader()) {
            report = new JournalAudit().verify(reader, position -> {});
        }
        assertThat(report.findings()).extracting(Finding::what).containsExactly(what);
        assertThat(report.found()).isEqualTo(what.length);
        assertThat(report.isClean()).isEqualTo(what.length == 0);
    }

    @Test
    void aDayWithoutFault() {
        record(RecordType.Received, CLIENT, CONNECTION, message("A", 1, "98=0|108=30|553=me|554=***|"));
        sent(CLIENT, "A", "98=0|108=30|");
        report("E1", "150=A|39=A|14=0|151=100|6=0|");
        order("W1");
        report("E2", "150=0|39=0|14=0|151=100|6=0|");
        report("E3", "150=F|39=1|14=30|151=70|6=10|32=30|31=10|198=B1|527=x1|");
        report("E4", "150=F|39=2|14=100|151=0|6=10.7|32=70|31=11|198=B1|527=x2|");
        report("E5", "150=G|39=1|14=80|151=20|6=10.625|19=E4|32=50|31=11|198=B1|527=x3|");
        report("E6", "150=H|39=1|14=50|151=50|6=11|19=E3|32=30|31=10|198=B1|527=x4|");
        report("0", "150=I|39=1|14=50|151=50|6=11|");
        report("E7", "150=4|39=4|14=50|151=0|6=11|");
        command("ann", "enough", "kill");
        command("ann", "over", "release");
        command("bob", "over", "release");
        order("W2");
        finds();
    }

    @Test
    void averagesAreRoundedHalfUpAtEightDecimals() {
        report("E1", "150=F|39=1|14=3|151=97|6=10|32=3|31=10|");
        report("E2", "150=F|39=1|14=6|151=94|6=10.00000001|32=3|31=10.00000001|");
        finds();
    }

    @Test
    void aNumberThatIsLeftOut() {
        sent(CLIENT, "0", "");
        sent(CLIENT, 3, "0", "");
        finds("the number 3 where 2 is next");
    }

    @Test
    void aNumberThatIsGivenTwice() {
        sent(CLIENT, "0", "");
        sent(CLIENT, 1, "0", "112=x|");
        finds("the number 1 where 2 is next");
    }

    @Test
    void aPersonMayPassOverNumbers() {
        sent(CLIENT, "0", "");
        command("ann", "agreed with them", "session-set-numbers");
        sent(CLIENT, 9, "0", "");
        sent(CLIENT, 11, "0", "");
        finds("the number 11 where 10 is next");
    }

    @Test
    void aPersonMaySetTheNumbersOfASessionThatIsUp() {
        sent(CLIENT, "0", "");
        command("ann", "agreed with them", "session-set-numbers");
        sent(CLIENT, "5", "");
        sent(CLIENT, 9, "A", "98=0|108=30|");
        sent(CLIENT, 11, "0", "");
        finds("the number 11 where 10 is next");
    }

    @Test
    void anotherNumberInTheMessage() {
        record(RecordType.Sent, CLIENT, SentNumber.of(1, 1), message("0", 2, ""));
        finds("34=2 under the number 1");
    }

    @Test
    void anEpochThatComesBack() {
        record(RecordType.Sent, CLIENT, SentNumber.of(2, 1), message("0", 1, ""));
        record(RecordType.Sent, CLIENT, SentNumber.of(1, 1), message("0", 1, ""));
        finds("epoch 1 after epoch 2");
    }

    @Test
    void aChangedByte() {
        record(
                RecordType.Sent,
                CLIENT,
                SentNumber.of(1, 1),
                message("0", 1, "112=x|").replace("112=x", "112=y"));
        finds("a CheckSum of ours is wrong");
    }

    @Test
    void aClOrdIdThatIsUsedTwice() {
        order("W1");
        order("W1");
        finds("11=W1 was used before");
    }

    @Test
    void aCancelOfWhatAPersonNamed() {
        command("amy", "the broker's desk told us", "reconcile-cancel", "X9");
        sent(BROKER, "F", "11=W2|41=X9|55=ABC|54=1|");
        sent(BROKER, "F", "11=W3|41=X8|55=ABC|54=1|");
        finds("41=X8 names nothing that this broker was sent");
    }

    @Test
    void aCancelOfWhatWasNeverSent() {
        order("W1");
        sent(BROKER, "F", "11=W2|41=W9|55=ABC|54=1|");
        finds("41=W9 names nothing that this broker was sent");
    }

    @Test
    void anOrderWithoutADecision() {
        sent(BROKER, "D", "11=W1|55=ABC|54=1|38=100|40=1|");
        finds("an order without a passing decision");
    }

    @Test
    void aDecisionThatOpensTheDoorTwice() {
        order("W1");
        sent(BROKER, "D", "11=W2|55=ABC|54=1|38=100|40=1|");
        finds("an order without a passing decision");
    }

    @Test
    void aRefusalOpensNoDoor() {
        record(RecordType.Verdict, 0, 1, "release TE010 price limits 3");
        sent(BROKER, "D", "11=W1|55=ABC|54=1|38=100|40=1|");
        finds("an order without a passing decision");
    }

    @Test
    void anOrderAfterAKill() {
        order("W1");
        command("ann", "enough", "kill");
        sent(BROKER, "F", "11=W2|41=W1|55=ABC|54=1|");
        order("W3");
        finds("an order while the kill switch is engaged");
    }

    @Test
    void onePersonDoesNotRelease() {
        command("ann", "enough", "kill");
        command("ann", "over", "release");
        command("ann", "over", "release");
        order("W1");
        finds("an order while the kill switch is engaged");
    }

    @Test
    void anotherKillForgetsTheFirstRelease() {
        command("ann", "enough", "kill");
        command("ann", "over", "release");
        command("eve", "no, it is not", "kill");
        command("bob", "over", "release");
        order("W1");
        finds("an order while the kill switch is engaged");
    }

    @Test
    void aFillThatIsReportedTwice() {
        report("E1", "150=F|39=1|14=30|151=70|6=10|32=30|31=10|198=B1|527=x1|");
        report("E2", "150=F|39=1|14=60|151=40|6=10|32=30|31=10|198=B1|527=x1|");
        finds("the broker's execution x1 is reported twice");
    }

    @Test
    void anExecIdThatIsGivenTwice() {
        report("E1", "150=0|39=0|14=0|151=100|6=0|");
        report("E1", "150=F|39=1|14=30|151=70|6=10|32=30|31=10|");
        finds("17=E1 was given before");
    }

    @Test
    void quantitiesThatDoNotAddUp() {
        report("E1", "150=F|39=1|14=30|151=71|6=10|32=30|31=10|");
        finds("CumQty + LeavesQty is not OrderQty");
    }

    @Test
    void aFillThatIsNotCounted() {
        report("E1", "150=F|39=1|14=30|151=70|6=10|32=30|31=10|");
        report("E2", "150=F|39=1|14=30|151=70|6=10|32=10|31=10|");
        finds("CumQty is not the sum of the fills");
    }

    @Test
    void cumQtyThatFalls() {
        report("E1", "150=F|39=1|14=30|151=70|6=10|32=30|31=10|");
        report("E2", "150=4|39=4|14=20|151=0|6=10|");
        finds("CumQty falls by 150=4", "CumQty is not the sum of the fills");
    }

    @Test
    void anAverageThatTheFillsDoNotGive() {
        report("E1", "150=F|39=1|14=30|151=70|6=10.01|32=30|31=10|");
        finds("AvgPx 10.01, the fills give 10.00000000");
    }

    @Test
    void somethingIsLeftOfWhatIsDone() {
        report("E1", "150=4|39=4|14=0|151=100|6=0|");
        finds("LeavesQty of an order that is done: 39=4");
    }

    @Test
    void aBustOfWhatWasNeverReported() {
        report("E1", "150=H|39=0|14=0|151=100|6=0|19=E0|32=1|31=1|");
        finds("19=E0 names no fill of the order");
    }

    @Test
    void nobodyAskedAndNobodySaysWhy() {
        command("", "why not", "session-reset");
        command("ann", " ", "session-reset");
        finds("session-reset without an actor or a reason", "session-reset without an actor or a reason");
    }

    @Test
    void aPasswordThatCanBeRead() {
        record(RecordType.Received, CLIENT, CONNECTION, message("A", 1, "98=0|108=30|553=me|554=secret|"));
        finds("the value of 554 is readable");
    }

    @Test
    void aMessageOfNoConnection() {
        record(RecordType.Received, CLIENT, CONNECTION + 1, message("0", 1, ""));
        record(RecordType.Disconnected, CLIENT, CONNECTION, "gone");
        record(RecordType.Received, CLIENT, CONNECTION, message("0", 1, ""));
        finds("a message on connection 8, which is not open", "a message on connection 7, which is not open");
    }

    @Test
    void aBootThatWasThereBefore() {
        record(RecordType.Started, 0, 1, "build");
        finds("boot 1 after boot 1");
    }

    @Test
    void timeThatGoesBack() {
        mono -= 100;
        record(RecordType.Timer, 0, 0, "");
        finds("the monotonic time goes back");
    }

    // ---- causes

    @Test
    void anOutputOfAnotherTimeThanItsEvent() {
        mono += 5;
        sent(CLIENT, "0", "");
        finds("Sent of another time than the event before it");
        breaks("1");
    }

    // ---- resends

    @Test
    void aResendOfWhatWasNeverGiven() {
        sent(CLIENT, "0", "");
        record(RecordType.Resent, CLIENT, SentNumber.of(1, 1), "1-1");
        record(RecordType.Resent, CLIENT, SentNumber.of(1, 1), "1-2");
        finds("a resend of 1-2 where 2 is next");
        breaks("2 29");
    }

    // ---- requests to brokers

    private void replace(String id, String original) {
        record(RecordType.Verdict, 0, 1, "release passed limits 3");
        sent(BROKER, "G", "11=" + id + "|41=" + original + "|55=ABC|54=1|38=200|40=2|44=10|");
    }

    private void heard(String type, String fields) {
        record(RecordType.Received, BROKER, CONNECTION + 1, message(type, 1, fields));
    }

    private void brokerIsUp() {
        record(RecordType.Connected, BROKER, CONNECTION + 1, "broker");
    }

    @Test
    void replacesOneAfterTheOther() {
        brokerIsUp();
        order("W1");
        replace("W2", "W1");
        heard("8", "37=B1|11=W2|41=W1|17=x1|150=5|39=0|14=0|151=200|6=0|55=ABC|54=1|");
        replace("W3", "W2");
        heard("9", "37=B1|11=W3|41=W2|39=0|434=2|102=2|");
        replace("W4", "W2");
        finds();
    }

    @Test
    void aSecondReplaceBeforeTheFirstIsAnswered() {
        brokerIsUp();
        order("W1");
        replace("W2", "W1");
        heard("8", "37=B1|11=W1|17=x1|150=F|39=1|14=1|151=99|6=10|32=1|31=10|55=ABC|54=1|");
        replace("W3", "W1");
        finds("a second replace of an order while 1 W2 waits for its answer");
        breaks("16");
    }

    @Test
    void aReplaceOfAnIdThatWasReplaced() {
        brokerIsUp();
        order("W1");
        replace("W2", "W1");
        heard("8", "37=B1|11=W2|41=W1|17=x1|150=5|39=0|14=0|151=200|6=0|55=ABC|54=1|");
        replace("W3", "W1");
        finds("41=W1 was replaced before");
        breaks("16");
    }

    // ---- the reach of a kill

    @Test
    void anOrderThatAKillForgets() {
        brokerIsUp();
        order("W1");
        order("W2");
        order("W3");
        heard("8", "37=B1|11=W3|17=x1|150=2|39=2|14=100|151=0|6=10|32=100|31=10|55=ABC|54=1|");
        command("ann", "enough", "kill");
        sent(BROKER, "F", "11=W4|41=W1|55=ABC|54=1|");
        finds();
        record(RecordType.Timer, 0, 0, "");
        finds("the order 1 W2 was there at a kill, and was not canceled");
        breaks("8");
    }

    @Test
    void anOrderThatEndsAfterAKillNeedsNoCancel() {
        brokerIsUp();
        order("W1");
        heard("8", "37=B1|11=W1|17=x1|150=0|39=0|14=0|151=100|6=0|55=ABC|54=1|");
        command("ann", "enough", "kill");
        heard("8", "37=B1|11=W1|17=x2|150=4|39=4|14=0|151=0|6=0|55=ABC|54=1|");
        finds();
    }

    @Test
    void aStartThatOnlyCancelsIsAKillToo() {
        byte[] bytes = new AdminCommand("ann", "replay differs", "cancel-only", List.of("")).encode();
        record(RecordType.CancelOnly, 0, 0, new String(bytes, StandardCharsets.ISO_8859_1));
        order("W1");
        finds("an order while the kill switch is engaged");
        breaks("6 7");
    }

    // ---- people, secrets

    @Test
    void aRecordOfAChangeThatNamesNobody() {
        command("ann", "it was purged", "reconcile-accept", "W1");
        record(RecordType.Explained, 0, 7, "child 1 ended by the broker");
        record(RecordType.Explained, 0, 0, "reconcile-accept W1, before: x; now: y; by ann: it was purged");
        command("ann", "it was purged", "reconcile-accept", "W2");
        record(RecordType.Explained, 0, 0, "reconcile-accept W2, before: x; now: y");
        finds("the record of reconcile-accept does not say whose command it was");
        breaks("25");
    }

    @Test
    void aPasswordInAnyMessageOrInTheConfiguration() {
        record(RecordType.Received, CLIENT, CONNECTION, message("D", 1, "11=a|554=secret|"));
        record(RecordType.Reference, 0, 0, "== sessions.cfg 9\nPassword=***\nSocketKeyStorePassword=secret\n");
        finds("the value of 554 is readable", "the value of SocketKeyStorePassword is readable");
        breaks("30");
    }

    // ---- a journal whose beginning is retired

    @Test
    void aJournalThatBeginsLateIsTakenAsItIsFound() {
        while (journal.position() < HashChain.FIRST_RECORD_BY) {
            record(RecordType.Timer, 0, 0, "");
        }
        long late = journal.position();
        record(RecordType.Received, CLIENT, CONNECTION, message("0", 7, ""));
        sent(CLIENT, 57, "8", "37=O1|11=a1|17=E9|55=ABC|54=1|38=100|150=F|39=1|14=50|151=50|6=10|32=20|31=12|");
        sent(CLIENT, 58, "8", "37=O1|11=a1|17=E10|55=ABC|54=1|38=100|150=H|39=1|14=20|151=80|6=9|19=E1|32=30|31=10|");
        record(RecordType.Verdict, 0, 1, "release passed limits 3");
        sent(BROKER, 9, "G", "11=W9|41=W1|55=ABC|54=1|38=200|40=2|44=10|");
        sent(BROKER, 10, "F", "11=W10|41=W2|55=ABC|54=1|");
        assertThat(foundFrom(late)).isEmpty();
        sent(BROKER, 12, "F", "11=W11|41=W2|55=ABC|54=1|");
        sent(CLIENT, 59, "8", "37=O1|11=a1|17=E11|55=ABC|54=1|38=100|150=0|39=1|14=10|151=80|6=9|");
        assertThat(foundFrom(late))
                .containsExactly(
                        "the number 12 where 11 is next",
                        "CumQty falls by 150=0",
                        "CumQty + LeavesQty is not OrderQty");
    }

    private List<String> foundFrom(long position) {
        journal.endBatch();
        try (JournalReader reader = journal.reader()) {
            reader.seek(position);
            return new JournalAudit()
                    .verify(reader, at -> {}).findings().stream()
                            .map(Finding::what)
                            .toList();
        }
    }
}
