package io.weir.conformance.kill;

import io.weir.conformance.stage.Configuration;
import io.weir.conformance.stage.GatewayProcess;
import io.weir.conformance.stage.Ports;
import io.weir.conformance.stage.Tunnel;
import io.weir.conformance.stage.Waiting;
import io.weir.conformance.stage.Wire;
import io.weir.gateway.audit.JournalAudit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A gateway in a process of its own between an OMS and a broker of QuickFIX/J, which is killed (SIGKILL) under load and started
 * again on its files, as often as wanted.
 *
 * <p>A kill comes at a random moment: while orders flow, while the sessions log on, while the journal is read at the start. Before
 * some of them, what the gateway sends or gets is lost for a moment, as on a line that breaks with the machine. Both sides go on
 * while it is down. After some kills all orders are brought to their end, and the books of both ends compared.
 */
final class KillRun implements AutoCloseable {
    /** The client's field that its broker gets unchanged: the ClOrdID of the client's order. */
    static final int PARENT_TAG = 9001;

    private static final int KILLS_BETWEEN_BOOKS = 10;
    private static final int SHOWN = 10;
    private static final int UP_MILLIS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Hears how far a run is. */
    interface Progress {
        /** After this many kills; what is wrong so far, and what was done. */
        void at(int kills, String damages, String done);
    }

    private final KillPlan plan;
    private final Progress progress;
    private final Random random;
    private final Damages damages = new Damages();
    private final GatewayProcess gateway;
    private final Tunnel clientLine;
    private final Tunnel brokerLine;
    private final BusyOms oms;
    private final BusyBroker broker;
    private long startMillis = 1000;
    private int kills;
    private int killsWhileStarting;
    private int linesLost;
    private int lastOmsOut;
    private int lastOmsIn;
    private int lastBrokerOut;
    private int lastBrokerIn;

    KillRun(KillPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
        random = new Random(plan.seed());
        Configuration configuration = new Configuration()
                .durability(plan.durability())
                .tunnel("BRKA")
                .sessions("ValidateUserDefinedFields=N")
                .line("passThroughTags: [" + PARENT_TAG + "]");
        configuration.write(plan.directory().resolve("weir"));
        gateway = new GatewayProcess(plan.directory().resolve("weir"));
        int clientPort = Ports.free();
        clientLine = new Tunnel(clientPort, configuration.clientPort());
        brokerLine = new Tunnel(configuration.tunnelPort("BRKA"), configuration.port("BRKA"));
        oms = new BusyOms(clientPort, plan.directory(), plan.seed() + 1, damages);
        broker = new BusyBroker("BRKA", configuration.port("BRKA"), plan.directory(), plan.seed() + 2, damages);
    }

    /**
     * Runs it.
     *
     * @return the summary
     */
    String run() {
        long begin = System.nanoTime();
        broker.start();
        gateway.start();
        oms.start();
        awaitLogons();
        oms.resume();
        int booksAt = KILLS_BETWEEN_BOOKS;
        while (kills < plan.kills() && damages.isEmpty()) {
            killAndStart();
            if (kills >= booksAt || kills == plan.kills()) {
                booksAt += KILLS_BETWEEN_BOOKS;
                compareBooks();
                if (kills < plan.kills()) {
                    oms.resume();
                }
            }
            checkEngines();
            progress.at(kills, damages.counts(), oms.ended() + " orders");
        }
        gateway.kill();
        JournalAudit.Report report = GatewayProcess.audit(plan.directory().resolve("weir"));
        report.findings().forEach(finding -> damages.wrong("the journal: " + finding));
        return summary(report, System.nanoTime() - begin);
    }

    /** Whether nothing was wrong. */
    boolean isClean() {
        return damages.isEmpty();
    }

    /** What was wrong. */
    List<String> damages() {
        List<String> all = new ArrayList<>(damages.list());
        oms.complaints().stream().limit(SHOWN).forEach(complaint -> all.add("the OMS complains: " + complaint));
        broker.complaints().stream().limit(SHOWN).forEach(complaint -> all.add("the broker complains: " + complaint));
        return all;
    }

    private void killAndStart() {
        if (random.nextInt(3) != 0) {
            // Most kills meet sessions that are up.
            awaitLogons();
        }
        sleep(random.nextInt(UP_MILLIS));
        if (random.nextInt(3) == 0) {
            loseALine();
        }
        kill();
        while (kills < plan.kills() && random.nextInt(4) == 0) {
            gateway.launch();
            sleep(random.nextInt((int) startMillis));
            kill();
            killsWhileStarting++;
        }
        if (random.nextInt(3) == 0) {
            sleep(random.nextInt(300));
        }
        long begin = System.nanoTime();
        gateway.start();
        startMillis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    }

    private void kill() {
        gateway.kill();
        kills++;
        // What the kernel still held for the dead process is not to reach anyone later than the next start.
        clientLine.cut();
        brokerLine.cut();
    }

    private void loseALine() {
        linesLost++;
        switch (random.nextInt(4)) {
            case 0 -> brokerLine.swallowIn();
            case 1 -> brokerLine.swallowOut();
            case 2 -> clientLine.swallowIn();
            default -> clientLine.swallowOut();
        }
        sleep(random.nextInt(100));
    }

    private static void sleep(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private void awaitLogons() {
        oms.awaitLogon(PATIENCE);
        broker.awaitLogon(PATIENCE);
    }

    /** Brings every order to its end and compares. */
    private void compareBooks() {
        oms.pause();
        try {
            awaitLogons();
            Waiting.until(PATIENCE, () -> "the end of all orders", () -> oms.isSettled() && broker.isSettled());
            oms.fence();
            broker.fence();
            oms.fence();
            Waiting.until(PATIENCE, () -> "the last reports", () -> oms.isSettled() && broker.isSettled());
        } catch (AssertionError late) {
            damages.lost(late.getMessage() + "; the client waits for" + oms.unsettled() + "\n the broker has "
                    + broker.unsettled());
        }
        Books.compare(oms.ledger(), broker.ledger(), damages);
        checkNumbers();
    }

    private void checkEngines() {
        if (!oms.complaints().isEmpty() || !broker.complaints().isEmpty()) {
            damages.wrong("an engine was not at peace");
        }
        if (!gateway.isAlive()) {
            damages.wrong("the gateway has stopped by itself");
        }
    }

    /** Numbers only rise, and nobody has reset them. */
    private void checkNumbers() {
        boolean risen = oms.nextOut() >= lastOmsOut
                && oms.nextIn() >= lastOmsIn
                && broker.nextOut() >= lastBrokerOut
                && broker.nextIn() >= lastBrokerIn;
        if (!risen) {
            damages.wrong("sequence numbers have fallen");
        }
        lastOmsOut = oms.nextOut();
        lastOmsIn = oms.nextIn();
        lastBrokerOut = broker.nextOut();
        lastBrokerIn = broker.nextIn();
        for (List<Wire> side : List.of(oms.administrative(), broker.administrative())) {
            for (Wire m : side) {
                boolean gapFill = m.get(123).equals("Y");
                if (m.get(141).equals("Y") || (m.type().equals("4") && !gapFill)) {
                    damages.wrong("sequence numbers were reset: " + m);
                }
            }
        }
    }

    private String summary(JournalAudit.Report report, long nanos) {
        return """
                %d kills: %s
                  %d of them while it started, %d with a line that lost what was on it
                  %s
                  %s
                  numbers went on: client %d in and %d out, broker %d in and %d out, no reset
                  the journal (durability %s): %d records, %s
                  %d s, seed %d""".formatted(
                        kills,
                        damages.counts(),
                        killsWhileStarting,
                        linesLost,
                        oms.totals(),
                        broker.totals(),
                        lastOmsOut - 1,
                        lastOmsIn - 1,
                        lastBrokerOut - 1,
                        lastBrokerIn - 1,
                        plan.durability(),
                        report.records(),
                        report.isClean() ? "all of it holds" : report.found() + " findings",
                        TimeUnit.NANOSECONDS.toSeconds(nanos),
                        plan.seed());
    }

    @Override
    public void close() {
        oms.close();
        broker.close();
        clientLine.close();
        brokerLine.close();
        gateway.kill();
    }
}
