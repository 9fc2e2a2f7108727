package io.weir.gateway.metrics;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.weir.fix.settings.Endpoint;
import io.weir.gateway.archive.OrderArchive;
import io.weir.gateway.run.Gateway;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Serves {@code /metrics} over HTTP on a thread of its own, which never waits for the core. */
public final class MetricsServer implements AutoCloseable {
    private static final int LONGEST_REQUEST = 8 << 10;
    private static final int IDLE_SECONDS = 60;

    private final EventLoopGroup group;
    private final Channel listener;
    private final GatewayMetrics metrics;

    private MetricsServer(EventLoopGroup group, Channel listener, GatewayMetrics metrics) {
        this.group = group;
        this.listener = listener;
        this.metrics = metrics;
    }

    /**
     * Begins to serve.
     *
     * @param archive the archive of orders, or null
     * @param alerts how many alerts there were
     * @throws IOException if the port cannot be listened on
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public static MetricsServer open(
            Endpoint endpoint, Gateway gateway, @Nullable OrderArchive archive, LongSupplier alerts)
            throws IOException, InterruptedException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("metrics", true), NioIoHandler.newFactory());
        GatewayMetrics metrics = new GatewayMetrics(gateway, archive, alerts);
        AtomicInteger callers = new AtomicInteger();
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.pipeline()
                                .addLast(new ReadTimeoutHandler(IDLE_SECONDS))
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(LONGEST_REQUEST))
                                .addLast(new MetricsHandler(metrics, callers));
                    }
                });
        InetSocketAddress address = endpoint.host().isEmpty()
                ? new InetSocketAddress(endpoint.port())
                : new InetSocketAddress(endpoint.host(), endpoint.port());
        var bound = bootstrap.bind(address).await();
        if (!bound.isSuccess()) {
            shutDown(group);
            metrics.close();
            throw new IOException("metrics cannot listen on " + endpoint + ": " + bound.cause());
        }
        return new MetricsServer(group, bound.channel(), metrics);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Daemon threads: nobody waits for their end.
    private static void shutDown(EventLoopGroup group) {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    /** Stops serving. */
    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        shutDown(group);
        metrics.close();
    }
}
