package io.weir.sessions.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that are listened on, by the address that was asked for, and what those meet who come in.
 *
 * <p>Changes come one after the other, each prepared before it is followed: an address that cannot be had changes nothing. A
 * connection meets what held when it was accepted. Any thread may ask for the addresses.
 */
// The result of a close comes as an event of the channel.
@SuppressWarnings("FutureReturnValueIgnored")
final class Listeners {
    /** What is read from a socket at once, in bytes. */
    static final int READ_BUFFER = 64 << 10;

    /** What connections are to meet, the listeners that are wanted, and those of them that are new. */
    record Change(LogonGuard.Entrance entrance, Map<InetSocketAddress, Channel> wanted, List<Channel> fresh) {}

    private final EventLoopGroup acceptGroup;
    private final boolean epoll;
    private final TlsContexts tls;
    private final RareAlerts alerts;
    private final Consumer<Channel> opening;
    private final LogonGuard.Handover handover;

    /** Replaced as a whole. */
    private volatile Map<InetSocketAddress, Channel> bound = Collections.emptyMap();

    /** Replaced as a whole; null before the first. */
    private volatile LogonGuard.@Nullable Entrance entrance;

    private volatile boolean accepting;

    /**
     * Listeners of an edge.
     *
     * @param opening hears of each channel before anything is read from it
     */
    Listeners(
            EventLoopGroup acceptGroup,
            boolean epoll,
            TlsContexts tls,
            RareAlerts alerts,
            Consumer<Channel> opening,
            LogonGuard.Handover handover) {
        this.acceptGroup = acceptGroup;
        this.epoll = epoll;
        this.tls = tls;
        this.alerts = alerts;
        this.opening = opening;
        this.handover = handover;
    }

    /**
     * Binds the addresses that are not bound.
     *
     * @throws IllegalStateException if one cannot be; then none is
     */
    Change prepare(LogonGuard.Entrance next) throws InterruptedException {
        Map<InetSocketAddress, Channel> wanted = new LinkedHashMap<>();
        List<Channel> fresh = new ArrayList<>();
        boolean complete = false;
        try {
            for (InetSocketAddress address : next.directory().listeners()) {
                Channel channel = bound.get(address);
                if (channel == null) {
                    channel = bind(address, tls.of(next.directory().first(address)));
                    fresh.add(channel);
                }
                wanted.put(address, channel);
            }
            complete = true;
        } finally {
            if (!complete) {
                fresh.forEach(Channel::close);
            }
        }
        return new Change(next, Collections.unmodifiableMap(wanted), fresh);
    }

    private Channel bind(InetSocketAddress address, @Nullable TlsContext context) throws InterruptedException {
        Class<? extends ServerSocketChannel> type =
                epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptGroup, acceptGroup)
                .channel(type)
                .handler(new Listening(alerts))
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(READ_BUFFER).maxMessagesPerRead(1))
                .childHandler(initializer(address, context));
        ChannelFuture bind = bootstrap.bind(address).await();
        if (!bind.isSuccess()) {
            String where = address.getHostString() + ":" + address.getPort();
            throw new IllegalStateException(
                    "cannot listen on " + where + ": " + bind.cause().getMessage(), bind.cause());
        }
        return bind.channel();
    }

    private ChannelInitializer<Channel> initializer(InetSocketAddress address, @Nullable TlsContext context) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                opening.accept(channel);
                LogonGuard.Entrance met = entrance;
                if (met == null) {
                    channel.close();
                    return;
                }
                if (context != null) {
                    channel.pipeline()
                            .addLast(context.handler(
                                    channel.alloc(), "", 0, met.limits().logonMillis()));
                }
                channel.pipeline().addLast(new LogonGuard(met, address, handover));
            }
        };
    }

    /** Listens where it is wanted, and nowhere else. */
    void follow(Change change) {
        Map<InetSocketAddress, Channel> before = bound;
        entrance = change.entrance();
        bound = change.wanted();
        if (accepting) {
            change.fresh().forEach(channel -> channel.config().setAutoRead(true));
        }
        before.forEach((address, channel) -> {
            if (!bound.containsKey(address)) {
                channel.close();
            }
        });
    }

    void abandon(Change change) {
        change.fresh().forEach(Channel::close);
    }

    /** Lets connections in. */
    void accept() {
        accepting = true;
        bound.values().forEach(channel -> channel.config().setAutoRead(true));
    }

    /** Where it is listened, with the port that the system chose where 0 was asked for. */
    List<InetSocketAddress> addresses() {
        return bound.values().stream()
                .map(channel -> (InetSocketAddress) channel.localAddress())
                .toList();
    }

    /** Lets nobody in any more; does not wait for that. */
    void stop() {
        bound.values().forEach(Channel::close);
    }

    void close() {
        bound.values().forEach(channel -> channel.close().syncUninterruptibly());
    }
}
