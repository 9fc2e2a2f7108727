package io.weir.sessions.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/**
 * A listener in trouble: where a connection cannot be accepted (there is no file descriptor left), it tells the operators
 * and pauses for a second, as the connection stays at the head of the system's queue and would fail again at once.
 *
 * <p>Confined to the accept thread.
 */
final class Listening extends ChannelInboundHandlerAdapter {
    private final RareAlerts alerts;

    Listening(RareAlerts alerts) {
        this.alerts = alerts;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        alerts.alert("no connection can be accepted at " + context.channel().localAddress() + ": " + cause.getMessage()
                + "; sessions that are up go on");
        if (context.channel().config().isAutoRead()) {
            context.channel().config().setAutoRead(false);
            context.executor().schedule(() -> context.channel().config().setAutoRead(true), 1, TimeUnit.SECONDS);
        }
    }
}
