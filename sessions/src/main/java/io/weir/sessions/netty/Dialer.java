package io.weir.sessions.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.resolver.NoopAddressResolverGroup;
import io.weir.fix.settings.Endpoint;
import io.weir.fix.settings.SessionSettings;
import io.weir.fix.settings.TlsSettings;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connections of initiators: a plain one on the core thread; one with TLS on the accept thread, from where it moves
 * to the core thread when its handshake is done and its certificate is one that the session takes.
 */
// The result of a write or a close comes as an event of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class Dialer {
    /** Hears how it ended; on the core thread. */
    interface Caller {
        /**
         * A connection is open and registered with the core.
         *
         * @param early what was read from it so far
         * @param certificate the certificate of the other side, or nothing
         */
        void opened(int session, Channel channel, byte[] early, String certificate);

        /** There is no connection. */
        void notOpened(int session, String reason);
    }

    private static final int CONNECT_SECONDS = 10;
    private static final byte[] NOTHING = {};

    private final EventLoop core;
    private final EventLoop accept;
    private final Class<? extends SocketChannel> type;
    private final int readBuffer;
    private final Consumer<Channel> opening;
    private final Caller caller;

    /**
     * A dialer.
     *
     * @param opening hears of each channel before it is connected
     */
    Dialer(EventLoop core, EventLoop accept, boolean epoll, int readBuffer, Consumer<Channel> opening, Caller caller) {
        this.core = core;
        this.accept = accept;
        type = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
        this.readBuffer = readBuffer;
        this.opening = opening;
        this.caller = caller;
    }

    /** Connects a session to a host at its address. */
    void dial(
            int session, SessionSettings settings, Endpoint host, InetSocketAddress address, @Nullable TlsContext tls) {
        int seconds = settings.connection().connectTimeoutSeconds();
        int millis = (seconds == 0 ? CONNECT_SECONDS : seconds) * 1000;
        Bootstrap bootstrap = new Bootstrap()
                .group(tls == null ? core : accept)
                .channel(type)
                .resolver(NoopAddressResolverGroup.INSTANCE)
                .option(ChannelOption.TCP_NODELAY, settings.connection().tcpNoDelay())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis)
                .option(ChannelOption.AUTO_READ, tls != null)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(readBuffer).maxMessagesPerRead(1))
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        opening.accept(channel);
                        if (tls != null) {
                            channel.pipeline()
                                    .addLast(tls.handler(channel.alloc(), host.host(), host.port(), millis))
                                    .addLast(new Greeting(
                                            session, host, settings.connection().tls()));
                        }
                    }
                });
        bootstrap.connect(address).addListener((ChannelFuture done) -> {
            if (!done.isSuccess()) {
                fail(session, "cannot connect to " + host.host() + ":" + host.port());
            } else if (tls == null) {
                caller.opened(session, done.channel(), NOTHING, "");
            }
        });
    }

    private void fail(int session, String reason) {
        core.execute(() -> caller.notOpened(session, reason));
    }

    /** Waits for the end of a handshake, and keeps what comes with it. Confined to the accept thread. */
    private final class Greeting extends ChannelInboundHandlerAdapter {
        private final int session;
        private final Endpoint host;
        private final @Nullable TlsSettings settings;
        private final ByteArrayOutputStream early = new ByteArrayOutputStream();
        private boolean over;

        Greeting(int session, Endpoint host, @Nullable TlsSettings settings) {
            this.session = session;
            this.host = host;
            this.settings = settings;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf read = (ByteBuf) message;
            try {
                byte[] bytes = new byte[read.readableBytes()];
                read.readBytes(bytes);
                early.writeBytes(bytes);
            } finally {
                read.release();
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            if (event instanceof SslHandshakeCompletionEvent completion) {
                if (completion.isSuccess()) {
                    check(context);
                } else {
                    refuse(context, "the TLS handshake failed: " + TlsTrouble.of(completion.cause()));
                }
            }
        }

        private void check(ChannelHandlerContext context) {
            PeerCertificate shown = PeerCertificate.of(context.channel());
            if (settings != null
                    && !settings.peers().isEmpty()
                    && (shown == null || !shown.isOneOf(settings.peers()))) {
                refuse(context, "its certificate, " + shown + ", is none of " + settings.peers());
                return;
            }
            context.channel().config().setAutoRead(false);
            // What this read still brings is kept, too: move behind it.
            context.executor().execute(() -> move(context.channel(), String.valueOf(shown)));
        }

        private void move(Channel channel, String certificate) {
            if (over) {
                return;
            }
            over = true;
            channel.deregister()
                    .addListener(deregistered -> core.register(channel).addListener(registered -> {
                        if (registered.isSuccess() && channel.isActive()) {
                            channel.pipeline().remove(this);
                            caller.opened(session, channel, early.toByteArray(), certificate);
                        } else {
                            channel.close();
                            fail(session, host.host() + ":" + host.port() + ": it closed the connection at once");
                        }
                    }));
        }

        private void refuse(ChannelHandlerContext context, String reason) {
            context.close();
            if (!over) {
                over = true;
                fail(session, host.host() + ":" + host.port() + ": " + reason);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            refuse(context, "it closed the connection during the TLS handshake");
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            refuse(context, TlsTrouble.of(cause));
        }
    }
}
