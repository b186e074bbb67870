package io.github.camelglm4.examples.bulk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** One run: starts the processes, feeds the texts, and waits until each has a result or is a dead letter. */
final class Run {
    private static final long MILLIS_BETWEEN_LOOKS = 200;

    private final Options options;
    private final Map<String, String> environment;
    private final Path target;
    private final Console console;

    /** @param target folder of the jar; the run writes to its folder {@code run} */
    Run(Options options, Map<String, String> environment, Path target, Console console) {
        this.options = options;
        this.environment = environment;
        this.target = target;
        this.console = console;
    }

    /** Returns the exit code. */
    int run() {
        try (RunFolder folder = RunFolder.lock(target);
                Fleet fleet = new Fleet(console::notice)) {
            Thread stop = new Thread(() -> stop(fleet), "stop");
            Runtime.getRuntime().addShutdownHook(stop);
            return exitCode(() -> run(folder, fleet), stop);
        } catch (IOException e) {
            console.notice("The run ended: " + message(e));
            return 1;
        }
    }

    /** Says why the run ended before its processes are stopped, which takes a while. */
    private int exitCode(Work work, Thread stop) {
        try {
            work.run();
            return 0;
        } catch (IOException | RuntimeException e) {
            console.notice("The run ended: " + message(e));
            return 1;
        } finally {
            remove(stop);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void run(RunFolder folder, Fleet fleet) throws IOException {
        Input input = folder.prepare(options);
        console.notice(input.records() + " texts: " + input.file());
        try (ServiceChoice service = ServiceChoice.from(environment)) {
            console.notice("Service: " + service.description());
            String brokers = brokers(folder.path(), fleet);
            Topics.create(brokers);
            Map<String, String> properties = properties(brokers, service, folder.path(), input);
            Progress progress = new Progress(input.records());
            start(fleet, progress, "collector", "collector", folder.path(), properties);
            if (options.lane() == Options.Lane.BATCH) {
                start(fleet, progress, "batches", "batches", folder.path(), properties);
            } else {
                for (int worker = 1; worker <= options.workers(); worker++) {
                    start(fleet, progress, "worker-" + worker, "worker", folder.path(), properties);
                }
            }
            CompletableFuture<Void> feed = CompletableFuture.runAsync(() -> feed(input.file(), properties));
            await(progress, fleet, feed);
            console.lastProgress(progress.snapshot());
            Summary.of(progress.snapshot(), folder.path()).forEach(console::notice);
        }
    }

    private String brokers(Path folder, Fleet fleet) throws IOException {
        String brokers = environment.getOrDefault("KAFKA_BROKERS", "").strip();
        if (!brokers.isEmpty()) {
            console.notice("Kafka: " + brokers + ", because KAFKA_BROKERS is set");
            return brokers;
        }
        Broker broker = new Broker(Broker.jarsNextTo(target), folder);
        console.notice("Kafka: a broker that ends with this run, at " + broker.bootstrapServers());
        fleet.run(() -> {
            broker.start();
            return broker.child();
        });
        return broker.bootstrapServers();
    }

    private Map<String, String> properties(String brokers, ServiceChoice service, Path folder, Input input) {
        Map<String, String> properties = new HashMap<>(service.properties());
        properties.put("brokers", brokers);
        properties.put("run", Long.toString(System.currentTimeMillis(), Character.MAX_RADIX));
        properties.put("records", String.valueOf(input.records()));
        properties.put("folder", folder.toString());
        properties.put("concurrency", String.valueOf(options.concurrency()));
        return properties;
    }

    private static void start(
            Fleet fleet, Progress progress, String name, String role, Path folder, Map<String, String> properties)
            throws IOException {
        fleet.run(() -> {
            progress.forget(name);
            return Child.routes(name, role, properties, folder, line -> progress.line(name, line));
        });
    }

    private static void feed(Path texts, Map<String, String> properties) {
        try {
            Main main = RouteProcess.routes("feed", properties);
            // an interrupted run does not wait until all texts are sent
            main.setShutdownStrategy(new SimpleMainShutdownStrategy());
            main.start();
            main.getCamelTemplate().sendBody("direct:feed", texts);
            main.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The texts cannot be sent to Kafka: " + RouteProcess.rootMessage(e), e);
        }
    }

    private void await(Progress progress, Fleet fleet, CompletableFuture<Void> feed) throws IOException {
        while (!progress.isComplete()) {
            pause();
            console.progress(progress.snapshot());
            Optional<String> lasting = progress.lastingTrouble();
            if (lasting.isPresent()) {
                throw new IOException(lasting.get());
            }
            throwFailure(fleet.failure());
            throwFailure(feed);
        }
    }

    private static void throwFailure(CompletableFuture<Void> work) throws IOException {
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
            Thread.sleep(MILLIS_BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Called if the user interrupts the run. */
    private void stop(Fleet fleet) {
        console.notice("Stopping");
        fleet.close();
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // it runs
        }
    }

    /** The message of a failure with a file is only the file. */
    private static String message(Exception failure) {
        return failure instanceof FileSystemException ? failure.toString() : failure.getMessage();
    }
}
