package io.weir.conformance.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator finds mistakes: each of these, made on purpose, is caught by the invariant that names it. */
@Tag("once")
class PlantedBugsTest {
    private static final long SEEDS = 300;
    private static final String SESSIONS = "sessions/src/main/java/io/weir/sessions/";
    private static final String ORDERS = "gateway/src/main/java/io/weir/gateway/orders/";

    /** A mistake, and how the finding begins. */
    record Case(String finding, PlantedBug bug) {
        @Override
        public String toString() {
            return bug.what() + ": " + finding;
        }
    }

    @TempDir
    Path directory;

    static List<Case> cases() {
        return List.of(
                of(
                        "4: it does not start",
                        "skip the fsync",
                        SESSIONS + "journal/StagedSink.java",
                        "write(at, to);\n                current.file().force(false);",
                        "write(at, to);"),
                of(
                        "1: what has left is not in the journal",
                        "send before the journal is durable",
                        SESSIONS + "sequencer/Sequencer.java",
                        "edge.flush(durablePosition);",
                        "edge.flush(Long.MAX_VALUE);"),
                of(
                        "12: child",
                        "count a fill each time that it is told",
                        ORDERS + "ExecIds.java",
                        "if (contains(today, first, second)) {",
                        "if (first == 0) {"),
                of(
                        "4: the state or 5: the state",
                        "number timers by what is not in the journal",
                        SESSIONS + "protocol/Timers.java",
                        "long number = next++;",
                        "long number = next++ + (System.identityHashCode(this) & 1);"),
                of(
                        "4: it does not start",
                        "forget a timer on replay",
                        SESSIONS + "sequencer/Sequencer.java",
                        "            recorded.take(event);\n            mono",
                        "            recorded.take(event);\n            if (event.type() == RecordType.Timer) {\n"
                                + "                continue;\n            }\n            mono"),
                of(
                        "2: OMS",
                        "go one too far in the gap fill",
                        SESSIONS + "sequencer/ResendStream.java",
                        "number(Tags.NEW_SEQ_NO, newSeqNo)",
                        "number(Tags.NEW_SEQ_NO, newSeqNo + 1)"),
                of(
                        "7: the kill switch was acknowledged",
                        "acknowledge a kill before it is durable",
                        SESSIONS + "sequencer/Sequencer.java",
                        "        answer(durablePosition);",
                        "        answer(Long.MAX_VALUE);"),
                of(
                        "6: an order while killed",
                        "let orders pass the kill switch",
                        "risk/src/main/java/io/weir/risk/KillSwitch.java",
                        "return engagement.verdict;",
                        "return Verdict.PASSED;"),
                of(
                        "21: BRK",
                        "send an order again when the broker asks for a resend",
                        SESSIONS + "sequencer/ResendStream.java",
                        "return range.ordersAgain() || !order;",
                        "return true;"),
                of(
                        "15",
                        "begin the numbers again with each boot",
                        ORDERS + "Ids.java",
                        "        boot = newBoot;\n        counter = 0;",
                        "        boot = 1;\n        counter = 0;"),
                of(
                        "13, 14, 26",
                        "reserve the smaller of old and new while a replace is pending",
                        "risk/src/main/java/io/weir/risk/Reservations.java",
                        "qty = Math.max(qty, table[row + NEXT_QTY]);",
                        "qty = Math.min(qty, table[row + NEXT_QTY]);"),
                of(
                        "12: child",
                        "drop a fill that comes after the order has ended",
                        ORDERS + "Executions.java",
                        "if (rest > 0) {",
                        "if (rest > 0 && child.isLive()) {"),
                of(
                        "18",
                        "pass over an execution of an order that nobody knows",
                        ORDERS + "BrokerReports.java",
                        "                unknown++;\n",
                        ""),
                of(
                        "10",
                        "forget what is out when a slice is sized",
                        ORDERS + "AlgoTicket.java",
                        "            sum += live.get(i).leavesE8();",
                        "            sum += live.get(i).leavesE8() / 2;"));
    }

    private static Case of(String finding, String what, String source, String right, String wrong) {
        return new Case(finding, new PlantedBug(what, source, right, wrong));
    }

    @Test
    void theTableNamesEachOfThem() throws IOException {
        String readme = Files.readString(PlantedBug.HOME.resolve("conformance-tests/README.md"));
        for (Case each : cases()) {
            assertThat(readme).contains("| " + each.bug().what() + " | " + each.finding() + " |");
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isCaught(Case each) throws IOException, ReflectiveOperationException {
        String any = Stream.of(each.finding().split(" or ")).map(Pattern::quote).collect(Collectors.joining("|"));
        assertThat(each.bug().finding(directory, SEEDS)).matches("(?s)seed \\d+ fails: (" + any + ").*");
    }
}
