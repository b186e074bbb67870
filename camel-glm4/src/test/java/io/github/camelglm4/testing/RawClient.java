package io.github.camelglm4.testing;

import static io.github.camelglm4.testing.Patience.LATER;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends and reads bytes that an HTTP client would hide. Reads have a timeout. */
public final class RawClient implements AutoCloseable {

    private final Socket socket;

    public RawClient(ScriptedServer server) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), server.port()));
    }

    public RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout((int) LATER.toMillis());
    }

    public RawClient get(String path) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    public RawClient send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    /** One byte, or -1 at the end. */
    public int read() throws IOException {
        return socket.getInputStream().read();
    }

    public String read(int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.UTF_8);
    }

    public byte[] readToEnd() throws IOException {
        return socket.getInputStream().readAllBytes();
    }

    public void skip(long count) throws IOException {
        socket.getInputStream().skipNBytes(count);
    }

    /** Ends the connection with a FIN before the end of the test. */
    public void hangUp() throws IOException {
        socket.close();
    }

    /** Ends the connection with an RST. */
    public void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        hangUp();
    }
}
