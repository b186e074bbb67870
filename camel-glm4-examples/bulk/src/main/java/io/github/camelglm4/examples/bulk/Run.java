package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.bulk.routes.Csv;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.main.Main;

/** One run: starts the processes, feeds the texts, and waits until each has a result or is a dead letter. */
final class Run {
    private final Options options;
    private final Map<String, String> environment;
    private final Path target;
    private final Path folder;
    private final Console console;

    /** @param target folder of the jar; the run writes to its folder {@code run} */
    Run(Options options, Map<String, String> environment, Path target, PrintStream out) {
        this.options = options;
        this.environment = environment;
        this.target = target;
        this.folder = target.resolve("run");
        this.console = new Console(out);
    }

    /** Returns the exit code. */
    int run() {
        try {
            Path texts = prepareTexts();
            try (ServiceChoice service = ServiceChoice.from(environment);
                    Fleet fleet = new Fleet(console::notice)) {
                Thread stopAll = new Thread(fleet::close, "stop");
                Runtime.getRuntime().addShutdownHook(stopAll);
                return run(texts, service, fleet);
            }
        } catch (IOException | RuntimeException e) {
            console.notice("The run ended: " + e.getMessage());
            return 1;
        }
    }

    private int run(Path texts, ServiceChoice service, Fleet fleet) throws IOException {
        long records = count(texts);
        console.notice(records + " texts: " + texts);
        console.notice("Service: " + service.description());
        String brokers = brokers(fleet);
        Topics.create(brokers);
        Progress progress = new Progress(records);
        Map<String, String> properties = properties(brokers, service, records);
        startCollector(fleet, progress, properties);
        startWorkers(fleet, progress, properties);
        CompletableFuture<Void> feed = CompletableFuture.runAsync(() -> feed(texts, properties));
        await(progress, fleet, feed);
        console.summary(progress.snapshot(), folder);
        return 0;
    }

    private String brokers(Fleet fleet) throws IOException {
        String brokers = environment.getOrDefault("KAFKA_BROKERS", "").strip();
        if (!brokers.isEmpty()) {
            console.notice("Kafka: " + brokers + " (KAFKA_BROKERS)");
            return brokers;
        }
        Broker broker = new Broker(Broker.jarsNextTo(target), folder);
        fleet.run(() -> {
            broker.start();
            return broker.child();
        });
        console.notice("Kafka: a broker of this run, at " + broker.bootstrapServers());
        return broker.bootstrapServers();
    }

    private Map<String, String> properties(String brokers, ServiceChoice service, long records) {
        Map<String, String> properties = new HashMap<>(service.properties());
        properties.put("brokers", brokers);
        properties.put("run", Long.toString(System.currentTimeMillis(), Character.MAX_RADIX));
        properties.put("records", String.valueOf(records));
        properties.put("folder", folder.toString());
        properties.put("concurrency", String.valueOf(options.concurrency()));
        return properties;
    }

    private void startCollector(Fleet fleet, Progress progress, Map<String, String> properties) throws IOException {
        start(fleet, progress, "collector", "collector", properties);
    }

    private void startWorkers(Fleet fleet, Progress progress, Map<String, String> properties) throws IOException {
        for (int worker = 1; worker <= options.workers(); worker++) {
            start(fleet, progress, "worker-" + worker, "worker", properties);
        }
    }

    private void start(Fleet fleet, Progress progress, String name, String role, Map<String, String> properties)
            throws IOException {
        fleet.run(() -> {
            Child child = Child.routes(name, role, properties, folder, line -> progress.line(name, line));
            return child;
        });
    }

    private void feed(Path texts, Map<String, String> properties) {
        try {
            Main main = RouteProcess.routes("feed", properties);
            main.start();
            main.getCamelTemplate().sendBody("direct:feed", texts);
            main.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The texts cannot be sent to Kafka: " + e.getMessage(), e);
        }
    }

    private void await(Progress progress, Fleet fleet, CompletableFuture<Void> feed) throws IOException {
        while (!progress.isComplete()) {
            pause();
            console.progress(progress.snapshot());
            if (progress.hopeless() != null) {
                throw new IOException(progress.hopeless());
            }
            fail(fleet.failure());
            fail(feed);
        }
    }

    private static void fail(CompletableFuture<Void> work) throws IOException {
        if (work.isCompletedExceptionally()) {
            try {
                work.join();
            } catch (RuntimeException e) {
                throw new IOException(e.getCause().getMessage(), e);
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Empties the folder of earlier runs. The input may be in it. */
    private Path prepareTexts() throws IOException {
        Files.createDirectories(target);
        Path texts = target.resolve("texts.csv");
        if (options.input() == null) {
            Texts.write(texts, options.records(), options.seed());
        } else {
            Files.copy(options.input(), texts, StandardCopyOption.REPLACE_EXISTING);
        }
        delete(folder);
        Files.createDirectories(folder);
        return Files.move(texts, folder.resolve("texts.csv"));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static long count(Path texts) throws IOException {
        long count = 0;
        try (var rows = Csv.rows(texts)) {
            while (rows.hasNext()) {
                rows.next();
                count++;
            }
        }
        return count;
    }
}
