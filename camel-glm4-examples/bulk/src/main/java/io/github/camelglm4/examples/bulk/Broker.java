package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.bulk.broker.KafkaBroker;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Kafka broker in a process of its own, on free ports of the loopback address. It can be killed and started again: it
 * then has the same ports and the same data.
 */
final class Broker implements AutoCloseable {
    private static final long SECONDS_TO_START = 60;
    private static final long MILLIS_TO_STOP = 5_000;

    private final Path jars;
    private final Path folder;
    private final List<String> properties;
    private final int port = freePort();
    private final int controllerPort = freePort();
    private Child child;

    /**
     * @param jars folder of Kafka's jars
     * @param folder folder of the data and of the log file {@code broker.log}
     * @param properties further properties of Kafka as {@code name=value}
     */
    Broker(Path jars, Path folder, String... properties) {
        this.jars = jars;
        this.folder = folder;
        this.properties = List.of(properties);
    }

    /** Kafka's jars, next to the classes of the example. The module {@code broker} copies them. */
    static Path jarsNextTo(Path target) {
        return target.resolveSibling("broker").resolve("target").resolve("lib");
    }

    /**
     * Starts the process, and waits until it listens.
     *
     * @throws IOException if it does not; the message says why
     */
    void start() throws IOException {
        if (!Files.isDirectory(jars)) {
            throw new IOException("the folder " + jars + " does not exist: build the module camel-glm4-examples/bulk");
        }
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(List.of(
                "-Xmx384m",
                "-cp",
                codeOf(KafkaBroker.class) + File.pathSeparator + jars.resolve("*"),
                KafkaBroker.class.getName(),
                folder.resolve("data").toString(),
                String.valueOf(port),
                String.valueOf(controllerPort)));
        command.addAll(properties);
        child = Child.start("broker", command, folder, line -> {});
        awaitPort();
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    Child child() {
        return child;
    }

    /** Ends the process immediately, as a crash does. */
    void kill() {
        child.kill();
        child.awaitEnd(MILLIS_TO_STOP);
    }

    @Override
    public void close() {
        if (child != null) {
            child.stop();
            child.awaitEnd(MILLIS_TO_STOP);
        }
    }

    private void awaitPort() throws IOException {
        long end = System.nanoTime() + SECONDS_TO_START * 1_000_000_000;
        while (System.nanoTime() - end < 0) {
            if (!child.isAlive()) {
                throw new IOException("the broker cannot start, see " + child.logged());
            }
            if (listens()) {
                return;
            }
            pause();
        }
        close();
        throw new IOException("the broker did not start within " + SECONDS_TO_START + " s, see " + child.logged());
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the broker starts", e);
        }
    }

    private static Path codeOf(Class<?> type) throws IOException {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
