package io.github.camelglm4.testing;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An HTTP service on loopback that sends exactly the bytes that a test scripted, at the scripted times, and records
 * requests. Two threads serve all connections, so a test can keep thousands of them open.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final ScriptedServer server = ScriptedServer.start();
 *
 * server.enqueue(Reply.error(429, "1302", "slow down"), Reply.completion("hello"));
 * }</pre>
 *
 * A static extension field is {@link #reset()} after each test and closed after the last one, a field of the test
 * instance is closed after its test. Without JUnit, use try-with-resources.
 */
public final class ScriptedServer implements AutoCloseable, BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final int THREADS = 2;
    /** The kernel reduces it to net.core.somaxconn; clients that are not accepted retry after a second. */
    private static final int BACKLOG = 16_384;
    /** Fixed, because the kernel enlarges other buffers to many megabytes, which distorts tests of backpressure. */
    private static final int SEND_BUFFER = 128 * 1024;

    private static final int LONGEST_REQUEST_LINE = 64 * 1024;
    private static final int LONGEST_REQUEST_HEAD = 1024 * 1024;

    private final EventLoopGroup loops = new NioEventLoopGroup(THREADS, new DefaultThreadFactory("scripted-server"));
    private final SSLContext tls;
    private final int port;
    private volatile Scenario scenario = new Scenario();
    /** Test classes around the current test that share this server, including nested classes. */
    private int sharedBy;

    private ScriptedServer(SSLContext tls) {
        this.tls = tls;
        this.port = bind();
    }

    public static ScriptedServer start() {
        return new ScriptedServer(null);
    }

    /** Starts with TLS. The context needs a certificate for 127.0.0.1, see {@link LoopbackCertificate}. */
    public static ScriptedServer startTls(SSLContext context) {
        return new ScriptedServer(context);
    }

    private int bind() {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        prepare(channel);
                    }
                });
        Channel listening = bootstrap.bind("127.0.0.1", 0).syncUninterruptibly().channel();
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    private void prepare(Channel channel) {
        if (tls != null) {
            SSLEngine engine = tls.createSSLEngine();
            engine.setUseClientMode(false);
            channel.pipeline().addLast(new SslHandler(engine));
        }
        HttpDecoderConfig limits = new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_REQUEST_LINE)
                .setMaxHeaderSize(LONGEST_REQUEST_HEAD);
        channel.pipeline().addLast(new HttpRequestDecoder(limits), new Connection(() -> scenario));
    }

    // ---- Address

    public int port() {
        return port;
    }

    /** Without a slash at the end. */
    public String baseUrl() {
        return url("/v1");
    }

    public String url(String path) {
        return (tls == null ? "http" : "https") + "://127.0.0.1:" + port + path;
    }

    // ---- Scripts

    /** Sets the replies to the next requests, in the order of their arrival on all connections. */
    public ScriptedServer enqueue(Reply... replies) {
        scenario.enqueue(List.of(replies));
        return this;
    }

    /** Sets the reply if none is enqueued. The default is a 500 with a message that nothing is scripted. */
    public ScriptedServer otherwise(Reply reply) {
        return otherwise(request -> reply);
    }

    /** Computes the reply on the event loop, so it must not block. If it throws, the reply is a 500. */
    public ScriptedServer otherwise(Function<RecordedRequest, Reply> answer) {
        scenario.otherwise(answer);
        return this;
    }

    /** Played on every new connection before its first request is answered. */
    public ScriptedServer onAccept(Reply greeting) {
        return onAccept(connection -> greeting);
    }

    /** Chosen by the number of the connection, from 1; null for no script. */
    public ScriptedServer onAccept(IntFunction<Reply> greeting) {
        scenario.onAccept(greeting);
        return this;
    }

    /** Records no requests until the next reset, for loads that would fill the memory. */
    public ScriptedServer recordNothing() {
        scenario.recordNothing();
        return this;
    }

    // ---- Recorded requests and connections

    /** All requests so far, in the order of their arrival. */
    public List<RecordedRequest> requests() {
        return scenario.requests();
    }

    /** Returns the first request not taken yet; fails the test if none arrives in time. */
    public RecordedRequest takeRequest(Duration limit) {
        return scenario.takeRequest(limit);
    }

    /** Waits until at least that number of requests have arrived; fails the test if they do not arrive in time. */
    public void awaitRequests(int count, Duration limit) {
        Scenario now = scenario;
        now.await(() -> now.requestCount() >= count, limit, count + " requests");
    }

    /** Connections accepted so far. */
    public int connections() {
        return scenario.connections();
    }

    public int openConnections() {
        return scenario.openConnections();
    }

    /** Waits until exactly that number of connections are open; fails the test if that takes too long. */
    public void awaitOpenConnections(int count, Duration limit) {
        Scenario now = scenario;
        now.await(() -> now.openConnections() == count, limit, count + " open connections");
    }

    // ---- Life cycle

    /**
     * Removes all scripts and records, resets the counters and closes all connections with a FIN. Scripts in progress
     * and late requests on old connections do not affect the next scenario.
     */
    public void reset() {
        Scenario old = scenario;
        scenario = new Scenario();
        old.end();
    }

    @Override
    public void close() {
        scenario.end();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        sharedBy++;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (sharedBy > 0) {
            reset();
        } else {
            close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--sharedBy == 0) {
            close();
        }
    }
}
