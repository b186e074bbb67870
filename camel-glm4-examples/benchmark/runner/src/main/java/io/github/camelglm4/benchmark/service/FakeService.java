package io.github.camelglm4.benchmark.service;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A chat completions service on loopback. The path of a request determines the answer: see {@link Script}. */
public final class FakeService implements AutoCloseable {

    /** Prefix of the line with the port, which is printed when the service listens. */
    public static final String LISTENING = "@listening ";

    /** Few event loops, which leave the cores to the measured clients. */
    private static final int EVENT_LOOPS = 2;

    /** For thousands of simultaneous connects. */
    private static final int BACKLOG = 16_384;

    private final EventLoopGroup loops = new NioEventLoopGroup(EVENT_LOOPS);
    private final Channel server;

    /** Starts the service on a free loopback port. */
    public FakeService() throws InterruptedException {
        server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpRequestDecoder(), new RequestHandler());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public void close() {
        loops.shutdownGracefully();
    }

    /** Serves until standard input ends, so that the service ends with the process that started it. */
    public static void main(String[] arguments) throws Exception {
        try (FakeService service = new FakeService()) {
            System.out.println(LISTENING + service.port());
            while (System.in.read() != -1) {
                // ignore the input
            }
        }
    }
}
