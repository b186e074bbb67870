package io.github.camelglm4.examples.bulk.broker;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * Runs a Kafka broker that is also its own controller (KRaft), on the loopback address. The arguments are the folder of
 * its data, the port for clients, the port of the controller, and further properties of Kafka as {@code name=value}. A
 * folder that has data is used again. The broker ends with the process that started it.
 */
public final class KafkaBroker {
    private KafkaBroker() {}

    public static void main(String[] args) throws IOException {
        Parent.exitWithIt();
        Path folder = Files.createDirectories(Path.of(args[0]));
        Path properties = folder.resolve("server.properties");
        String further = String.join("\n", List.of(args).subList(3, args.length));
        Files.writeString(properties, properties(folder, args[1], args[2]) + further);
        if (!Files.exists(folder.resolve("log/meta.properties"))) {
            format(properties);
        }
        Kafka.main(new String[] {properties.toString()});
    }

    private static void format(Path properties) {
        String[] command = {
            "format", "--standalone", "--cluster-id", Uuid.randomUuid().toString(), "--config", properties.toString()
        };
        int exitCode = StorageTool.execute(command, new PrintStream(System.out, true));
        if (exitCode != 0) {
            throw new IllegalStateException("The folder of the broker cannot be formatted, see the lines above");
        }
    }

    /**
     * One node has one replica of everything. The members of a group start at the same time: the broker need not wait
     * for them as long as usual.
     */
    private static String properties(Path folder, String port, String controllerPort) {
        String log = folder.resolve("log").toAbsolutePath().toString().replace('\\', '/');
        return """
                node.id=1
                process.roles=broker,controller
                listeners=CLIENTS://127.0.0.1:%1$s,CONTROLLER://127.0.0.1:%2$s
                advertised.listeners=CLIENTS://127.0.0.1:%1$s,CONTROLLER://127.0.0.1:%2$s
                listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=CLIENTS
                controller.listener.names=CONTROLLER
                controller.quorum.bootstrap.servers=127.0.0.1:%2$s
                log.dirs=%3$s
                auto.create.topics.enable=false
                group.initial.rebalance.delay.ms=1000
                offsets.topic.num.partitions=4
                offsets.topic.replication.factor=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                """.formatted(port, controllerPort, log);
    }
}
