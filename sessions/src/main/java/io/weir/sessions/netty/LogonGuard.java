package io.weir.sessions.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import io.weir.fix.codec.Ascii;
import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FixMessage;
import io.weir.fix.codec.FixParser;
import io.weir.fix.codec.MsgTypes;
import io.weir.fix.codec.Tags;
import io.weir.fix.settings.Secret;
import io.weir.sessions.passwords.LogonClaim;
import io.weir.sessions.passwords.PasswordDesk;
import io.weir.sessions.passwords.PasswordFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a new connection away from the core until its first message has named a known session, and shown its password where
 * the session asks for one: bounded in bytes and time, and in number. Whatever else comes is closed without an answer, since
 * an answer would cost a number of the session, and nothing of it reaches the journal.
 *
 * <p>Confined to the accept thread.
 */
// The result of a write or a close comes as an event of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class LogonGuard extends ChannelInboundHandlerAdapter {
    /** Takes over a connection that has named its session. */
    interface Handover {
        /** The connection carries this session; the guard keeps what is read from it until it is asked. */
        void named(ChannelHandlerContext context, int session, LogonGuard guard);

        /** The connection is closed, because its first message names no session that it may have. */
        void refused(String reason);
    }

    /**
     * What all connections of an edge meet.
     *
     * @param directory who may name which session
     * @param limits in bytes and time
     * @param strangers in number
     * @param passwords where passwords are checked
     */
    record Entrance(SessionDirectory directory, EdgeLimits limits, Strangers strangers, PasswordDesk passwords) {}

    private static final byte[] BEGIN_STRING = Ascii.bytes("FIX.4.4");
    private static final int LONGEST_WORD = 64;

    private final Entrance entrance;
    private final SessionDirectory directory;
    private final InetSocketAddress listener;
    private final EdgeLimits limits;
    private final Handover handover;
    private byte[] bytes = new byte[512];
    private int size;
    private boolean named;
    private String certificate = "";
    private String name = "";
    private @Nullable ScheduledFuture<?> timeout;

    LogonGuard(Entrance entrance, InetSocketAddress listener, Handover handover) {
        this.entrance = entrance;
        this.directory = entrance.directory();
        this.limits = entrance.limits();
        this.listener = listener;
        this.handover = handover;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        entrance.strangers().enter(context.channel(), remote(context));
        timeout = context.executor().schedule(() -> context.close(), limits.logonMillis(), TimeUnit.MILLISECONDS);
    }

    private static InetAddress remote(ChannelHandlerContext context) {
        return ((InetSocketAddress) context.channel().remoteAddress()).getAddress();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf read = (ByteBuf) message;
        try {
            if (named) {
                keep(read);
                return;
            }
            if (size + read.readableBytes() > limits.maxLogonBytes() + 65_536) {
                context.close();
                return;
            }
            keep(read);
            identify(context);
        } finally {
            read.release();
        }
    }

    private void keep(ByteBuf read) {
        int more = read.readableBytes();
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
        read.readBytes(bytes, size, more);
        size += more;
    }

    private void identify(ChannelHandlerContext context) {
        int length = FixFraming.next(bytes, 0, size, limits.maxLogonBytes(), FixFraming.Recovery.NEXT_MESSAGE);
        if (length == FixFraming.INCOMPLETE) {
            return;
        }
        FixMessage logon = new FixMessage();
        boolean readable = length > 0
                && FixParser.parse(bytes, 0, length, logon) == FixParser.Result.OK
                && logon.valueEquals(0, BEGIN_STRING)
                && logon.msgType() == MsgTypes.LOGON;
        InetAddress remote = remote(context);
        int session = readable ? directory.find(listener, remote, logon) : SessionDirectory.UNKNOWN;
        if (session == SessionDirectory.UNKNOWN
                || (directory.checksChecksum(session) && !FixFraming.checksumMatches(bytes, 0, length))) {
            refuse(context, why(readable, session, logon));
            return;
        }
        if (!entrance.strangers().mayCome(remote, System.nanoTime())) {
            refuse(context, "too many Logons come from there");
            return;
        }
        PeerCertificate shown = PeerCertificate.of(context.channel());
        String objection = directory.objection(session, shown);
        if (!objection.isEmpty()) {
            refuse(context, objection);
            return;
        }
        named = true;
        certificate = shown == null ? "" : shown.toString();
        stopWaiting(context);
        context.channel().config().setAutoRead(false);
        if (directory.passwordFile(session) == null) {
            // What this read still brings belongs to the session, too: hand over behind it.
            context.executor().execute(() -> handOver(context, session));
        } else {
            checkPassword(context, session, logon);
        }
    }

    private void checkPassword(ChannelHandlerContext context, int session, FixMessage logon) {
        String user = logon.textOf(Tags.USERNAME);
        Secret password = new Secret(logon.textOf(Tags.PASSWORD));
        if (!PasswordFile.isUser(user) || password.isEmpty()) {
            refuse(context, "its Logon lacks a Username (553) and Password (554)");
            return;
        }
        Secret newPassword = new Secret(logon.textOf(Tags.NEW_PASSWORD));
        LogonClaim claim = directory.claim(session, remote(context), user, password, newPassword);
        entrance.passwords()
                .ask(
                        claim,
                        context.channel()::isActive,
                        refusal -> context.executor().execute(() -> {
                            if (refusal.isEmpty()) {
                                name = user;
                                handOver(context, session);
                            } else {
                                refuse(context, refusal);
                            }
                        }));
    }

    private void handOver(ChannelHandlerContext context, int session) {
        if (entrance.strangers().mayLogOn(session, System.nanoTime())) {
            handover.named(context, session, this);
        } else {
            refuse(context, "too many Logons of its session failed");
        }
    }

    private void refuse(ChannelHandlerContext context, String reason) {
        if (context.channel().isActive()) {
            handover.refused(remote(context).getHostAddress() + " was refused: " + reason);
            context.close();
        }
    }

    /** All that was read from the connection; asked for by the thread that has taken it over. */
    byte[] read() {
        return Arrays.copyOf(bytes, size);
    }

    /** The user who has shown the right password, or nothing where the session asks for none. */
    String user() {
        return name;
    }

    /** The certificate that was shown, or nothing. */
    String certificate() {
        return certificate;
    }

    private static String why(boolean readable, int session, FixMessage logon) {
        if (!readable) {
            return "what it sent first is no Logon of FIX 4.4";
        }
        return session == SessionDirectory.UNKNOWN
                ? "no session takes a Logon with SenderCompID " + shown(logon.textOf(Tags.SENDER_COMP_ID))
                        + " and TargetCompID " + shown(logon.textOf(Tags.TARGET_COMP_ID))
                        + " (and their sub and location ids) from there"
                : "the CheckSum of its Logon is wrong";
    }

    /** A stranger's word as a log may show it: short and on one line. */
    private static String shown(String word) {
        String printable = word.replaceAll("[^ -~]", "?");
        return '"' + (printable.length() > LONGEST_WORD ? printable.substring(0, LONGEST_WORD) : printable) + '"';
    }

    private void stopWaiting(ChannelHandlerContext context) {
        if (timeout != null) {
            timeout.cancel(false);
            timeout = null;
        }
        entrance.strangers().leave(context.channel());
    }

    /** Tells of a handshake that failed, but not of one who went away in the middle of it. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake
                && handshake.cause() instanceof SSLException
                && !(handshake.cause() instanceof SslClosedEngineException)
                && context.channel().remoteAddress() instanceof InetSocketAddress remote) {
            handover.refused(remote.getAddress().getHostAddress() + " was refused: the TLS handshake failed: "
                    + TlsTrouble.of(handshake.cause()));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stopWaiting(context);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
