package io.weir.gateway.cli;

import io.weir.fix.codec.Decimals;
import io.weir.fix.settings.SettingsException;
import io.weir.gateway.oms.Grammar;
import io.weir.gateway.oms.OmsCommand;
import io.weir.gateway.oms.OmsDesk;
import io.weir.gateway.oms.OmsEngine;
import io.weir.gateway.oms.OmsOrder;
import io.weir.gateway.oms.OmsReport;
import io.weir.gateway.oms.OmsSyntaxException;
import io.weir.gateway.oms.OrderFile;
import io.weir.gateway.oms.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An OMS at the prompt: sends orders to a gateway and shows what becomes of them. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "An OMS at the prompt: sends orders to a gateway and shows what becomes of them.%n",
        footer = {
            "%nExamples:  ./weir send                                     a prompt; help shows what it takes",
            "           ./weir send buy 100 AAPL 230                    one order, until it has ended",
            "           ./weir send --file orders.csv                   side,qty,symbol,price,...",
            "%nExit status: 0 done (a working order included), 1 refused or failed, 2 wrong usage."
        })
public final class Send implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final int MOST_UNANSWERED = 200;
    private static final int BAR = 40;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "The gateway's address (${DEFAULT-VALUE}).")
    private String host = "";

    @Option(names = "--port", defaultValue = "9880", description = "The gateway's port (${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--sender", defaultValue = "OMS1", description = "Our CompID (${DEFAULT-VALUE}).")
    private String sender = "";

    @Option(names = "--target", defaultValue = "WEIR", description = "The gateway's CompID (${DEFAULT-VALUE}).")
    private String target = "";

    @Option(names = "--account", defaultValue = "", description = "Account of the orders (default: the gateway's).")
    private String account = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep orders and sequence numbers here for the next run (default: forget them; the session"
                    + " then begins at 1 with each logon).")
    private @Nullable Path data;

    @Option(
            names = "--timeout",
            defaultValue = "10",
            paramLabel = "SECONDS",
            description = "How long to wait for the logon, and for an order to end (${DEFAULT-VALUE}).")
    private int timeout;

    @Option(names = "--file", paramLabel = "FILE", description = "Send the commands of a file, one on each line.")
    private @Nullable Path file;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "One command; without it there is a prompt.")
    private List<String> words = new ArrayList<>();

    @Spec
    private @Nullable CommandSpec spec;

    /** Written by the thread of the prompt, read by the core thread. */
    private volatile boolean prompting;

    /** Written before the first order, read by the core thread. */
    private volatile boolean silent;

    @Override
    public Integer call() throws InterruptedException {
        List<OmsCommand> commands;
        try {
            commands = commands();
        } catch (OmsSyntaxException e) {
            complain(e.getMessage());
            return WRONG;
        } catch (IOException e) {
            complain("--file: expected a file that can be read, found " + file);
            return WRONG;
        }
        OmsDesk desk = new OmsDesk(this::print);
        OmsEngine.Plan plan = new OmsEngine.Plan(host, port, sender, target, account, data);
        try (OmsEngine engine = OmsEngine.start(plan, desk, cause -> complain("stopped: " + cause))) {
            if (!desk.awaitLogon(timeout * 1000L)) {
                complain(advice(desk.reason()));
                return FAILED;
            }
            if (file != null) {
                return runFile(engine, desk, commands);
            }
            return words.isEmpty() ? prompt(engine, desk) : runOne(engine, desk, commands.get(0));
        } catch (SettingsException e) {
            complain(e.getMessage());
            return WRONG;
        } catch (IOException | RuntimeException e) {
            complain(String.valueOf(e.getMessage()));
            return FAILED;
        }
    }

    private List<OmsCommand> commands() throws OmsSyntaxException, IOException {
        Path from = file;
        if (from != null && !words.isEmpty()) {
            throw new OmsSyntaxException("expected --file or a command, found both");
        }
        if (timeout < 1) {
            throw new OmsSyntaxException("--timeout: expected seconds, at least 1, found " + timeout);
        }
        if (from != null) {
            return OrderFile.read(from);
        }
        return words.isEmpty() ? List.of() : List.of(Grammar.parse(String.join(" ", words)));
    }

    private String advice(String reason) {
        String where = host + ":" + port;
        if (reason.startsWith("cannot connect")) {
            return "nobody listens on " + where
                    + ": start the gateway (./weir run --config DIR), or name its --host and --port";
        }
        if (reason.contains("MsgSeqNum too low")) {
            return "the gateway says: " + reason + "; reset the session there (./weir session), or leave --data out";
        }
        return "no session with " + target + " on " + where + " as " + sender + ": " + reason
                + "; is there a [SESSION] with TargetCompID=" + sender + " in the gateway's sessions, and is it free?";
    }

    // ---- one command

    private int runOne(OmsEngine engine, OmsDesk desk, OmsCommand command) throws InterruptedException {
        int before = desk.reportCount();
        int id = obey(engine, command);
        if (id < 0) {
            return FAILED;
        }
        if (id > 0) {
            await(desk, command, id, before);
        }
        return desk.refusals() > 0 || !desk.isUp() ? FAILED : DONE;
    }

    private void await(OmsDesk desk, OmsCommand command, int id, int before) throws InterruptedException {
        long millis = timeout * 1000L;
        List<OmsReport.What> answers = new ArrayList<>(
                List.of(OmsReport.What.REQUEST_REFUSED, OmsReport.What.MESSAGE_REFUSED, OmsReport.What.REJECTED));
        if (command instanceof OmsCommand.NewOrder) {
            if (!desk.awaitFinal(id, millis)) {
                say(desk.isUp() ? "order " + id + " is still working" : "the session has ended: " + desk.reason());
            }
            return;
        }
        if (command instanceof OmsCommand.Status) {
            answers.add(OmsReport.What.STATUS);
        } else if (command instanceof OmsCommand.Cancel) {
            answers.add(OmsReport.What.CANCELED);
        } else {
            answers.add(OmsReport.What.REPLACED);
        }
        if (!desk.awaitReport(id, before, answers, millis)) {
            say("no answer about order " + id + " within " + timeout + " s");
        }
    }

    /** Carries a command out; the order that it is about, 0 for none, -1 where it came to nothing. */
    private int obey(OmsEngine engine, OmsCommand command) throws InterruptedException {
        if (command instanceof OmsCommand.Help) {
            say(Grammar.HELP);
            return 0;
        }
        if (command instanceof OmsCommand.Orders) {
            engine.orders().forEach(each -> say(summary(each)));
            return 0;
        }
        if (command instanceof OmsCommand.Quit) {
            return 0;
        }
        OmsEngine.Answer answer = engine.submit(command);
        if (!answer.sent()) {
            complain(answer.refusal());
            return -1;
        }
        return answer.id();
    }

    private static String summary(OmsOrder order) {
        String filled = order.cumE8() == 0
                ? ""
                : ", filled " + Decimals.text(order.cumE8()) + " at " + Decimals.text(order.avgPxE8());
        return "#" + order.id() + " " + order.terms() + "  " + order.state() + filled
                + (order.isFinal() ? "" : ", left " + Decimals.text(order.leavesE8()));
    }

    // ---- the prompt

    private int prompt(OmsEngine engine, OmsDesk desk) throws InterruptedException, IOException {
        prompting = Terminal.isInteractive();
        if (prompting) {
            say(sender + " is logged on to " + target + "; help shows what can be asked");
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        boolean wrong = false;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.isBlank()) {
                again();
                continue;
            }
            try {
                OmsCommand command = Grammar.parse(line);
                if (command instanceof OmsCommand.Quit) {
                    break;
                }
                wrong |= obey(engine, command) < 0;
            } catch (OmsSyntaxException e) {
                complain(e.getMessage());
                wrong = true;
            }
        }
        if (prompting) {
            prompting = false;
            return DONE;
        }
        // The end of a file of commands: what they asked for is waited for, as with one command.
        desk.awaitAllFinal(timeout * 1000L);
        return wrong || desk.refusals() > 0 ? FAILED : DONE;
    }

    private void again() {
        if (prompting) {
            out().print("> ");
            out().flush();
        }
    }

    // ---- a file

    private int runFile(OmsEngine engine, OmsDesk desk, List<OmsCommand> commands) throws InterruptedException {
        boolean bar = Terminal.isInteractive();
        silent = true;
        boolean wrong = false;
        for (int i = 0; i < commands.size() && desk.isUp(); i++) {
            desk.awaitAnswers(MOST_UNANSWERED, timeout * 1000L);
            wrong |= obey(engine, commands.get(i)) < 0;
            progress(bar, i + 1, commands.size());
        }
        desk.awaitAllFinal(timeout * 1000L);
        if (bar) {
            out().println();
        }
        Map<String, Integer> states = new TreeMap<>();
        long qty = 0;
        for (OmsOrder order : desk.orders()) {
            states.merge(order.isFinal() ? order.state() : "working (" + order.state() + ")", 1, Integer::sum);
            qty += order.cumE8();
        }
        say(commands.size() + " commands, " + desk.orders().size() + " orders, quantity filled " + Decimals.text(qty));
        states.forEach((state, count) -> say(String.format(Locale.ROOT, "  %-20s %d", state, count)));
        if (!desk.isUp()) {
            complain("the session has ended: " + desk.reason());
        }
        return wrong || desk.refusals() > 0 || !desk.isUp() ? FAILED : DONE;
    }

    private void progress(boolean bar, int done, int all) {
        if (bar) {
            int marks = BAR * done / all;
            out().print("\r[" + "#".repeat(marks) + " ".repeat(BAR - marks) + "] " + done + "/" + all);
            out().flush();
        }
    }

    // ---- the terminal

    private void print(OmsReport report) {
        if (!silent || report.what().isRefusal()) {
            say(report.line());
        }
    }

    private synchronized void say(String line) {
        PrintWriter out = out();
        out.println(prompting ? "\r" + line : line);
        out.flush();
        again();
    }

    private synchronized void complain(@Nullable String text) {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        err.println("weir send: " + text);
        err.flush();
        again();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
