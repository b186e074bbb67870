package io.github.camelglm4.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * A name server on loopback: resolves every name to the current address, or to none. RFC 1035, sections 4.1 and 3.2.
 */
public final class NameServer implements AutoCloseable {

    private static final int HEADER = 12;
    private static final int TYPE_A = 1;
    private static final byte NO_SUCH_NAME = 3;

    private final DatagramSocket socket;
    private volatile byte[] address;
    private volatile Held held = new Held();

    /** A question that waits for its answer. */
    public record Held(CompletableFuture<Void> asked, CompletableFuture<Void> release) {

        private Held() {
            this(new CompletableFuture<>(), new CompletableFuture<>());
        }
    }

    private NameServer(DatagramSocket socket) {
        this.socket = socket;
    }

    public static NameServer start() {
        try {
            NameServer server = new NameServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
            server.held.release.complete(null);
            Thread answering = new Thread(server::answer, "name-server");
            answering.setDaemon(true);
            answering.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Address and port, in the format of Vert.x. */
    public String place() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Sets the address of every name, with a time to live of 0; null if names do not exist. */
    public void resolveTo(String newAddress) {
        try {
            address = newAddress == null
                    ? null
                    : InetAddress.getByName(newAddress).getAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on, questions wait until they are released. */
    public Held hold() {
        held = new Held();
        return held;
    }

    private void answer() {
        try {
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[512], 512);
                socket.receive(packet);
                Held now = held;
                now.asked.complete(null);
                now.release.join();
                byte[] reply = reply(Arrays.copyOf(packet.getData(), packet.getLength()));
                packet.setData(reply);
                socket.send(packet);
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    /** Returns header and question of the query, without the records after them, and the answer. */
    private byte[] reply(byte[] query) {
        int end = HEADER;
        while (query[end] != 0) {
            end += query[end] + 1;
        }
        int type = query[end + 2];
        byte[] found = address;
        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        reply.write(query, 0, end + 5);
        if (found != null && type == TYPE_A) {
            // the name as a pointer to the question, type A, class IN, a time to live of 0
            reply.writeBytes(new byte[] {(byte) 0xC0, HEADER, 0, TYPE_A, 0, 1, 0, 0, 0, 0, 0, 4});
            reply.writeBytes(found);
        }
        byte[] bytes = reply.toByteArray();
        bytes[2] |= (byte) 0x80;
        bytes[3] = found == null ? NO_SUCH_NAME : 0;
        ByteBuffer counts = ByteBuffer.wrap(bytes, 6, 6);
        counts.putShort((short) (found != null && type == TYPE_A ? 1 : 0)).putInt(0);
        return bytes;
    }

    @Override
    public void close() {
        held.release.complete(null);
        socket.close();
    }
}
