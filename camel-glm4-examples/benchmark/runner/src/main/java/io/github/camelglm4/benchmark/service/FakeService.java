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

/** A chat-completions service on loopback that answers as the path of a request says: see {@link Script}. */
public final class FakeService implements AutoCloseable {

    /** Begins the line that tells the port, once it listens. */
    public static final String LISTENING = "@listening ";

    /** Not one for each of many cores: the clients are to be measured, and they need the cores. */
    private static final int EVENT_LOOPS = 2;

    /** Thousands connect at once. */
    private static final int BACKLOG = 16_384;

    private final EventLoopGroup loops = new NioEventLoopGroup(EVENT_LOOPS);
    private final Channel server;

    /** On a free port of loopback. */
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

    /** Serves until standard input ends: when the one that started it is gone, so is it. */
    public static void main(String[] arguments) throws Exception {
        try (FakeService service = new FakeService()) {
            System.out.println(LISTENING + service.port());
            while (System.in.read() != -1) {
                // nothing is said to it
            }
        }
    }
}
