package io.github.camelglm4.testing;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One accepted connection: collects its requests and plays their replies, one after the other. It belongs permanently
 * to the scenario in which it was accepted, so that a late request of one test never appears in the next.
 */
final class Connection extends SimpleChannelInboundHandler<HttpObject> {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Supplier<Scenario> current;
    private final CompletableFuture<Instant> closed = new CompletableFuture<>();
    private final Deque<Player> waiting = new ArrayDeque<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private Scenario scenario;
    private int number;
    private HttpRequest head;
    private Player playing;

    Connection(Supplier<Scenario> current) {
        this.current = current;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        scenario = current.get();
        number = scenario.opened(context.channel());
        Reply greeting = scenario.greeting(number);
        if (greeting != null) {
            play(context, greeting, new AtomicLong());
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        scenario.closed(context.channel());
        closed.complete(Instant.now());
    }

    // Not Netty's aggregator: it rewrites Content-Length and Transfer-Encoding, and tests want the headers as sent.
    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) throws IOException {
        if (part.decoderResult().isFailure()) {
            refuse(context, part.decoderResult().cause());
            return;
        }
        if (part instanceof HttpRequest begin) {
            head = begin;
            body.reset();
        }
        if (part instanceof HttpContent content) {
            ByteBuf bytes = content.content();
            bytes.readBytes(body, bytes.readableBytes());
        }
        if (part instanceof LastHttpContent) {
            RecordedRequest request = new RecordedRequest(head, body.toByteArray(), number, closed);
            play(context, scenario.replyTo(request), request.writtenCounter());
        }
    }

    private void refuse(ChannelHandlerContext context, Throwable cause) {
        LOG.warn("Connection {} sent what is no HTTP/1.1 request", number, cause);
        String problem = "The scripted server cannot read this request: " + cause;
        play(context, Reply.of(400, "text/plain", problem).close(), new AtomicLong());
    }

    /** Starts the script, or lets it wait until the previous script ends. */
    private void play(ChannelHandlerContext context, Reply reply, AtomicLong written) {
        waiting.add(new Player(context.channel(), reply, written, this::playNext));
        if (playing == null) {
            playNext();
        }
    }

    private void playNext() {
        playing = waiting.poll();
        if (playing != null) {
            playing.play();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (playing != null) {
            playing.writabilityChanged();
        }
    }

    // A reset by the client or a failed handshake: tests cause these, and detect a closed connection.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        LOG.debug("Connection {} broke", number, cause);
        context.close();
    }
}
