package io.github.camelglm4.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A service on loopback that reads a part of each request only, one connection after the other. Its receive buffer is
 * small, so that a client cannot send much more.
 */
public final class HalfReadingService implements AutoCloseable {

    /** What follows when the part is read. */
    public interface Then {

        /** Called on the thread of the service; the connection is closed after that. */
        void act(Socket connection) throws IOException, InterruptedException;
    }

    private static final int RECEIVE_BUFFER = 16 * 1024;

    private final ServerSocket listener;
    private final int bytes;
    private final Then then;
    private final AtomicInteger requests = new AtomicInteger();
    private final CompletableFuture<Void> partRead = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param bytes the size of the part, of head and body together */
    public HalfReadingService(int bytes, Then then) throws IOException {
        this.bytes = bytes;
        this.then = then;
        listener = new ServerSocket();
        listener.setReceiveBufferSize(RECEIVE_BUFFER);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(this::serve, "half-reading service");
        thread.setDaemon(true);
        thread.start();
    }

    /** Answers after the part is read, and closes with the rest unread. */
    public static HalfReadingService answering(int bytes, String answer) throws IOException {
        return new HalfReadingService(bytes, connection -> {
            connection.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            connection.getOutputStream().flush();
        });
    }

    /** Reads nothing more after the part, and keeps the connection open until the service is closed. */
    public static HalfReadingService stuck(int bytes) throws IOException {
        CountDownLatch[] end = new CountDownLatch[1];
        HalfReadingService service = new HalfReadingService(bytes, connection -> end[0].await());
        end[0] = service.closed;
        return service;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    /** The number of requests of which the part was read. */
    public int requests() {
        return requests.get();
    }

    /** Completed when the part of the first request is read. */
    public CompletableFuture<Void> partRead() {
        return partRead;
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (Socket connection = listener.accept()) {
                InputStream in = connection.getInputStream();
                if (in.readNBytes(bytes).length == bytes) {
                    requests.incrementAndGet();
                    partRead.complete(null);
                    then.act(connection);
                }
            } catch (IOException e) {
                // the client or the test has closed it
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }
}
