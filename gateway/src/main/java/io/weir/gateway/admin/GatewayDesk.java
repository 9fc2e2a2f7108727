package io.weir.gateway.admin;

import io.weir.fix.codec.Timestamps;
import io.weir.fix.settings.SessionSettings;
import io.weir.gateway.archive.ArchivedOrder;
import io.weir.gateway.archive.OrderArchive;
import io.weir.gateway.archive.OrderQuestion;
import io.weir.gateway.core.AdminCommand;
import io.weir.gateway.core.GatewayCore;
import io.weir.gateway.run.Gateway;
import io.weir.risk.KillScope;
import io.weir.sessions.protocol.FixSession;
import io.weir.sessions.sequencer.Shadow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Carries out people's commands on a gateway: what changes something becomes a journalled event with its actor and reason,
 * what asks looks at the core between two events.
 */
// What a look finds goes to the caller, whatever it is; the future itself is of no more use.
@SuppressWarnings("FutureReturnValueIgnored")
public final class GatewayDesk implements AdminDesk {
    private static final int MAX_REASON = 200;
    private static final int MAX_ARGUMENTS = 8000;
    private static final Set<String> NEED_A_REASON = Set.of(
            "kill",
            "release",
            "session-edit",
            "session-add",
            "session-remove",
            "reconcile-accept",
            "reconcile-keep",
            "reconcile-cancel");
    /** The highest number that the journal can pack beside its epoch. */
    private static final long MAX_SEQ_NUM = (1L << 40) - 1;

    private final Gateway gateway;
    private final @Nullable OrderArchive archive;

    /** The desk of a gateway without an archive of orders. */
    public GatewayDesk(Gateway gateway) {
        this(gateway, null);
    }

    /** The desk of a gateway and its archive of orders. */
    public GatewayDesk(Gateway gateway, @Nullable OrderArchive archive) {
        this.gateway = gateway;
        this.archive = archive;
    }

    @Override
    public void handle(AdminRequest request, String actor, Consumer<AdminReply> answer) {
        try {
            switch (request.command()) {
                case "kill" -> gateway.kill(command(request, actor, 0), (ok, text) -> answer.accept(reply(ok, text)));
                case "release" -> carryOut(command(request, actor, 0), answer);
                case "status" -> ask(this::status, answer);
                case "session-list" -> ask(this::sessions, answer);
                case "session-logout", "session-reset", "session-disable", "session-enable" ->
                    session(command(request, actor, 1), answer);
                case "session-edit", "session-add", "session-remove" -> change(request, actor, answer);
                case "session-show" -> ask(core -> show(core, request), answer);
                case "session-export" -> ask(GatewayDesk::export, answer);
                case "reconcile-list" -> ask(core -> Disagreements.list(core, request.arguments()), answer);
                case "reconcile-ask", "reconcile-accept", "reconcile-keep", "reconcile-cancel" ->
                    carryOut(command(request, actor, 1), answer);
                case "order-show" -> order(request.arguments(), answer);
                case "session-set-numbers" -> session(numbers(command(request, actor, 3)), answer);
                default -> throw new IllegalArgumentException("unknown command " + request.command());
            }
        } catch (RejectedExecutionException e) {
            answer.accept(AdminReply.refused("the gateway is closing"));
        }
    }

    private static AdminReply reply(boolean ok, String text) {
        return new AdminReply(ok, text, List.of());
    }

    private static AdminCommand command(AdminRequest request, String actor, int arguments) {
        String reason = reason(request);
        if (request.arguments().size() != arguments) {
            throw new IllegalArgumentException(
                    request.command() + " takes " + arguments + " arguments, not " + request.arguments());
        }
        String given = reason.isEmpty() ? "no reason given" : reason;
        return new AdminCommand(actor, given, request.command(), request.arguments());
    }

    private static String reason(AdminRequest request) {
        String reason = request.reason().replaceAll("\\p{Cntrl}", " ").strip();
        if (NEED_A_REASON.contains(request.command()) && reason.isEmpty()) {
            throw new IllegalArgumentException(request.command() + " needs a reason");
        }
        if (reason.length() > MAX_REASON) {
            throw new IllegalArgumentException("the reason is longer than " + MAX_REASON + " characters");
        }
        return reason;
    }

    /** A command that changes which sessions there are, or their settings; nothing of a secret becomes part of it. */
    private void change(AdminRequest request, String actor, Consumer<AdminReply> answer) {
        int length = request.arguments().stream().mapToInt(String::length).sum();
        if (length > MAX_ARGUMENTS) {
            throw new IllegalArgumentException("the keys are longer than " + MAX_ARGUMENTS + " characters");
        }
        carryOut(new AdminCommand(actor, reason(request), request.command(), request.arguments()), answer);
    }

    private static AdminCommand numbers(AdminCommand command) {
        for (String number : command.arguments().subList(1, 3)) {
            boolean valid = number.matches("[1-9]\\d{0,12}") && Long.parseLong(number) <= MAX_SEQ_NUM;
            if (!valid) {
                throw new IllegalArgumentException(
                        "expected a sequence number from 1 to " + MAX_SEQ_NUM + ", not " + number);
            }
        }
        return command;
    }

    private void carryOut(AdminCommand command, Consumer<AdminReply> answer) {
        gateway.admin(command, (ok, text) -> answer.accept(reply(ok, text)));
    }

    /** A command about a session, which must be one and known before it becomes an event. */
    private void session(AdminCommand command, Consumer<AdminReply> answer) {
        String name = command.arguments().get(0);
        CompletableFuture<String> found = gateway.ask(
                core -> core.sessions().session(core.roster().find(name)).toString());
        found.whenComplete((whole, failure) -> {
            if (failure != null) {
                answer.accept(AdminReply.refused(String.valueOf(failure.getMessage())));
            } else {
                List<String> arguments = new ArrayList<>(command.arguments());
                arguments.set(0, whole);
                carryOut(new AdminCommand(command.actor(), command.reason(), command.name(), arguments), answer);
            }
        });
    }

    // ---- questions

    private void ask(Function<GatewayCore, AdminReply> look, Consumer<AdminReply> answer) {
        gateway.ask(look)
                .whenComplete((reply, failure) -> answer.accept(
                        failure == null ? reply : AdminReply.refused(String.valueOf(failure.getMessage()))));
    }

    /** The archive answers on its own thread: neither the admin thread nor the core waits for a disk. */
    private void order(List<String> arguments, Consumer<AdminReply> answer) {
        if (arguments.isEmpty() || arguments.size() > 3) {
            throw new IllegalArgumentException("order-show takes an id, a session and a day, not " + arguments);
        }
        if (archive == null) {
            answer.accept(AdminReply.refused(
                    "the gateway keeps no order archive; orderArchive: {dir: ...} in weir.yaml turns it on"));
            return;
        }
        String session = arguments.size() > 1 ? arguments.get(1) : "";
        String day = arguments.size() > 2 ? arguments.get(2) : "";
        archive.ask(OrderQuestion.of(arguments.get(0), session, day))
                .whenComplete((found, failure) -> answer.accept(
                        failure == null
                                ? new AdminReply(
                                        true,
                                        found.note(),
                                        found.orders().stream()
                                                .map(ArchivedOrder::row)
                                                .toList())
                                : AdminReply.refused(String.valueOf(failure.getMessage()))));
    }

    private static AdminReply show(GatewayCore core, AdminRequest request) {
        if (request.arguments().size() != 1) {
            return AdminReply.refused("session-show takes a session, not " + request.arguments());
        }
        int place = core.roster().find(request.arguments().get(0));
        return new AdminReply(
                true, core.sessions().session(place).toString(), core.roster().show(place));
    }

    private static AdminReply export(GatewayCore core) {
        List<String> lines = core.roster().export();
        return AdminReply.done(
                lines.isEmpty()
                        ? "# nothing was set at run time"
                        : String.join("\n", lines).stripTrailing());
    }

    private AdminReply sessions(GatewayCore core) {
        List<Map<String, String>> rows = new ArrayList<>();
        boolean encrypted = core.sessionSettings().stream()
                .anyMatch(settings -> settings.connection().tls() != null);
        for (int i = 0; i < core.sessions().size(); i++) {
            if (core.roster().isGone(i)) {
                continue;
            }
            FixSession session = core.sessions().session(i);
            Map<String, String> row = new LinkedHashMap<>();
            row.put("session", session.toString());
            row.put("role", session.isInitiator() ? "initiator" : "acceptor");
            row.put("state", state(session));
            row.put("since", session.stateSince() == 0 ? "" : Timestamps.text(session.stateSince()));
            row.put("nextIn", Long.toString(session.nextIn()));
            row.put("nextOut", Long.toString(session.nextOut()));
            row.put("epoch", Long.toString(session.epoch()));
            row.put("remote", remote(session));
            if (encrypted) {
                row.put("certificate", gateway.engine().certificate(session.index()));
            }
            rows.add(row);
        }
        return new AdminReply(true, rows.size() + " sessions", rows);
    }

    private static String state(FixSession session) {
        String state = session.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return session.isEnabled() ? state : state + ", disabled";
    }

    private String remote(FixSession session) {
        String remote = gateway.engine().remote(session.index());
        SessionSettings settings = session.settings();
        return remote.isEmpty() && settings.initiator()
                ? "(" + settings.connection().endpoints().get(0) + ")"
                : remote;
    }

    private AdminReply status(GatewayCore core) {
        int up = 0;
        for (int i = 0; i < core.sessions().size(); i++) {
            up += core.sessions().session(i).isLoggedOn() ? 1 : 0;
        }
        boolean killed = core.risk().killSwitch().isEngaged(KillScope.ALL, 0);
        Map<String, String> row = new LinkedHashMap<>();
        row.put("build", Gateway.BUILD);
        row.put("boot", Integer.toString(gateway.engine().journal().bootNumber()));
        row.put("recovery", core.flow().reconciliation().onlyCancels() ? "CANCEL-ONLY" : "normal");
        row.put("sessions up", up + " of " + core.sessions().size());
        row.put("open orders", Integer.toString(core.flow().table().openCount()));
        String held = Disagreements.held(core);
        row.put("brokers held", held.isEmpty() ? "none" : held);
        row.put("kill switch", killed ? "ENGAGED" : "off");
        row.put("intake", core.intake().isOpen() ? "open" : "STOPPED");
        row.put("shadow", shadow());
        row.put("journal", Long.toString(gateway.engine().journal().position()));
        row.put(
                "not durable",
                gateway.engine().journal().position()
                        - gateway.engine().journal().durablePosition() + " bytes");
        return new AdminReply(true, "", List.of(row));
    }

    /** On the core thread. */
    private String shadow() {
        Shadow shadow = gateway.engine().shadow();
        if (shadow == null) {
            return "none";
        }
        String last = shadow.last().position() == 0
                ? "no snapshot yet"
                : "last snapshot at " + shadow.last().position();
        return shadow.isFollowing()
                ? gateway.engine().events() - shadow.events() + " events behind, " + last
                : "STOPPED, " + last;
    }
}
