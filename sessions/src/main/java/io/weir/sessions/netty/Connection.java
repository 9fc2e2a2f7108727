package io.weir.sessions.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.weir.fix.codec.FixFraming;
import io.weir.fix.codec.FixWriter;
import io.weir.fix.codec.FrameCutter;
import io.weir.fix.settings.SessionSettings;
import io.weir.sessions.journal.JournalException;
import io.weir.sessions.sequencer.ResendStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * One connection of a session: reads messages for it, keeps what waits to be written.
 *
 * <p>Confined to the core thread.
 */
// The result of a write or a close comes as an event of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class Connection extends ChannelInboundHandlerAdapter implements FrameCutter.Listener {
    private static final int RESEND_PACE = 256 << 10;
    private static final int FIRST_BUFFER = 16 << 10;

    /** A resend that waits for its turn: what was queued before its record goes first. */
    private record Resend(ResendStream stream, long position) {}

    private final FixEdge edge;
    private final Channel channel;
    private final long id;
    private final int session;
    private final FrameCutter cutter;
    private final int maxOutboundBytes;
    private final Outbound outbound = new Outbound();
    private final Durations durations;
    private final Deque<Resend> resends = new ArrayDeque<>(2);
    private final LogonSecrets secrets;
    private final int closeSeconds;
    private final String certificate;
    /** The session rejects wrong CheckSums itself; but what may carry a secret is not for the journal before it can be read. */
    private final boolean verifies;

    private boolean dirty;
    private boolean closing;
    private boolean gone;
    private boolean answered;

    /**
     * A connection of a session.
     *
     * @param certificate the certificate of the other side, or nothing
     */
    Connection(FixEdge edge, Channel channel, long id, int session, SessionSettings settings, String certificate) {
        this.edge = edge;
        this.channel = channel;
        this.id = id;
        this.session = session;
        this.certificate = certificate;
        durations = settings.initiator() ? edge.forwarding() : edge.answering();
        secrets = edge.secrets();
        closeSeconds = settings.logoutTimeoutSeconds();
        maxOutboundBytes = settings.connection().maxOutboundBytes();
        verifies = settings.rejectGarbledMessage() && settings.validation().validateChecksum();
        cutter = new FrameCutter(settings.framing(edge.maxMessageBytes()), this);
    }

    long id() {
        return id;
    }

    int session() {
        return session;
    }

    /** The certificate of the other side, or nothing. */
    String certificate() {
        return certificate;
    }

    String remote() {
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress() + ":" + address.getPort()
                : "";
    }

    Outbound outbound() {
        return outbound;
    }

    // ---- in

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf read = (ByteBuf) message;
        try {
            if (!closing) {
                int more = read.readableBytes();
                edge.reading();
                cutter.reserve(more);
                read.readBytes(cutter.buffer(), cutter.end(), more);
                cutter.added(more);
            }
        } finally {
            read.release();
        }
    }

    /** Takes bytes that were read before the session was named. */
    void take(byte[] bytes) {
        cutter.add(bytes, 0, bytes.length);
    }

    @Override
    public void frame(byte[] bytes, int start, int end) {
        boolean readable = !verifies || !LogonSecrets.mayCarry(bytes, start, end) || hasRightSum(bytes, start, end);
        if (readable && secrets.mask(bytes, start, end)) {
            edge.received(this, bytes, start, end);
        } else {
            edge.garbled();
        }
    }

    private static boolean hasRightSum(byte[] bytes, int start, int end) {
        return FixFraming.checksumMatches(bytes, start, end - start);
    }

    @Override
    public void garbled(byte[] bytes, int start, int end) {
        edge.garbled();
    }

    @Override
    public void oversized(int maxMessageBytes) {
        lost("a message of more than " + maxMessageBytes + " bytes");
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        edge.endBatchSoon();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        lost("the counterparty closed the connection");
    }

    /** A close_notify is an end, too, though the connection below is still open. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            lost("the counterparty closed the connection");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (TlsTrouble.isOne(cause)) {
            lost("TLS: " + TlsTrouble.of(cause));
        } else if (cause instanceof IOException) {
            lost(String.valueOf(cause.getMessage()));
        } else {
            edge.fail(cause);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable() && !resends.isEmpty()) {
            markDirty();
            edge.endBatchSoon();
        }
    }

    // ---- out

    void send(byte[] bytes, int start, int end, long position, long epoch) {
        if (closing) {
            return;
        }
        if (!answered) {
            answered = true;
            if (LogonSecrets.isLogon(bytes, start, end)) {
                edge.loggedOn(session);
            }
        }
        outbound.add(bytes, start, end, position, epoch, edge.readAt());
        markDirty();
    }

    /** Queues a resend; the core asks for the next one when it has heard that this one has left. */
    void resend(ResendStream stream, long position) {
        if (closing) {
            stream.close();
            return;
        }
        resends.add(new Resend(stream, position));
        markDirty();
    }

    private void markDirty() {
        if (!dirty) {
            dirty = true;
            edge.dirty(this);
        }
    }

    void flush(long durablePosition) {
        dirty = false;
        if (gone) {
            return;
        }
        Resend resend;
        while ((resend = resends.peek()) != null) {
            write(Math.min(durablePosition, resend.position()));
            if (resend.position() >= durablePosition) {
                break;
            }
            if (!pump(resend.stream())) {
                checkBound();
                return;
            }
            resends.remove();
            edge.streamed(resend.stream());
        }
        if (resend == null) {
            write(durablePosition);
        }
        if (!outbound.isEmpty() || !resends.isEmpty()) {
            markDirty();
        }
        checkBound();
        if (closing && outbound.isEmpty()) {
            closeBehind();
        }
    }

    /** Hands on what was committed before a position. */
    private void write(long position) {
        int from = outbound.start();
        int limit = outbound.releasable(position);
        if (limit > from) {
            ByteBuf buffer = channel.alloc().directBuffer(limit - from);
            buffer.writeBytes(outbound.bytes(), from, limit - from);
            channel.writeAndFlush(buffer, channel.voidPromise());
            outbound.record(durations, System.nanoTime());
            outbound.released(limit);
        }
    }

    /** Writes a part of a resend, if the socket takes it; true when it has been written whole. */
    private boolean pump(ResendStream stream) {
        if (!channel.isWritable()) {
            return false;
        }
        FixWriter writer = edge.resendWriter();
        ByteBuf buffer = channel.alloc().directBuffer(FIRST_BUFFER);
        boolean more = true;
        try {
            while (buffer.readableBytes() < RESEND_PACE && (more = stream.next(writer))) {
                buffer.writeBytes(writer.buffer(), writer.start(), writer.length());
            }
        } catch (JournalException e) {
            buffer.release();
            if (!(e.getCause() instanceof IOException)) {
                throw e;
            }
            // The disk or the descriptors, not the journal's content: the trouble of this session alone.
            lost("a resend cannot be read: " + e.getMessage());
            return false;
        }
        channel.writeAndFlush(buffer, channel.voidPromise());
        if (more) {
            // The rest in a later turn of the loop: others are not to wait for it.
            edge.endBatchSoon();
            markDirty();
            return false;
        }
        stream.close();
        return true;
    }

    private void checkBound() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        long bytes = outbound.waiting() + (waiting == null ? 0 : waiting.totalPendingWriteBytes());
        if (bytes > maxOutboundBytes && !closing) {
            lost("slow consumer: " + bytes + " bytes wait to be written, the bound is " + maxOutboundBytes);
        }
    }

    /** Closes the connection when what is queued has left, but for resends; and in any case soon. */
    void close() {
        if (closing) {
            return;
        }
        closing = true;
        cutter.stop();
        closeResends();
        markDirty();
        channel.eventLoop().schedule(this::cut, closeSeconds, TimeUnit.SECONDS);
    }

    private void closeBehind() {
        edge.forget(this);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** The connection is no use any more: tell the core, then close it, which fails what is still to be written. */
    private void lost(String reason) {
        if (gone) {
            return;
        }
        gone = true;
        boolean asked = closing;
        closing = true;
        cutter.stop();
        closeResends();
        edge.lost(this, reason, asked);
        cut();
    }

    /** Closes the connection below its TLS, whose farewell would wait behind what the other side does not read. */
    private void cut() {
        ChannelHandlerContext first = channel.pipeline().firstContext();
        if (first != null) {
            first.close();
        }
    }

    private void closeResends() {
        for (Resend resend : resends) {
            resend.stream().close();
        }
        resends.clear();
    }
}
