package io.weir.gateway.metrics;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers one caller at a time; confined to the metrics thread. */
// Failures of a write close the channel, which is all there is to do; the view's future goes on by its callback.
@SuppressWarnings("FutureReturnValueIgnored")
final class MetricsHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final int MAX_CALLERS = 32;
    private static final long PATIENCE_MILLIS = 2_000;
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final GatewayMetrics metrics;
    private final AtomicInteger callers;

    MetricsHandler(GatewayMetrics metrics, AtomicInteger callers) {
        this.metrics = metrics;
        this.callers = callers;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (callers.incrementAndGet() > MAX_CALLERS) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        callers.decrementAndGet();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        String path = request.uri().split("\\?", 2)[0];
        if (!request.method().equals(HttpMethod.GET)) {
            answer(context, HttpResponseStatus.METHOD_NOT_ALLOWED, "GET only\n", keepAlive);
        } else if (!path.equals("/metrics")) {
            answer(context, HttpResponseStatus.NOT_FOUND, "see /metrics\n", keepAlive);
        } else {
            metrics.view()
                    .orTimeout(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)
                    .whenComplete((view, failure) ->
                            context.executor().execute(() -> tell(context, failure == null ? view : null, keepAlive)));
        }
    }

    private void tell(ChannelHandlerContext context, @Nullable CoreView view, boolean keepAlive) {
        answer(context, HttpResponseStatus.OK, metrics.text(view), keepAlive);
    }

    private static void answer(
            ChannelHandlerContext context, HttpResponseStatus status, String text, boolean keepAlive) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, status, Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, TEXT);
        HttpUtil.setContentLength(response, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, keepAlive);
        var written = context.writeAndFlush(response);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
