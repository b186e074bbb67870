package io.github.camelglm4.examples.bulk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One broker for all tests of this JVM. It ends with the JVM. */
final class TestBroker {
    /** Kafka's jars. The module {@code broker} copies them. */
    static final Path JARS = Path.of(System.getProperty("broker.jars", "broker/target/lib"));

    /** A group with one member need not wait for others. */
    private static final String NO_WAIT = "group.initial.rebalance.delay.ms=0";

    private static Broker broker;

    private TestBroker() {}

    /** Host and port of the broker; starts it at the first call. */
    static synchronized String address() throws IOException {
        if (broker == null) {
            Path folder = Files.createDirectories(Path.of("target", "brokers").toAbsolutePath());
            broker = new Broker(JARS, Files.createTempDirectory(folder, "facts"), NO_WAIT);
            broker.start();
        }
        return broker.bootstrapServers();
    }
}
