package io.github.camelglm4.benchmark.gateways;

import io.github.camelglm4.benchmark.run.BenchmarkFolder;
import io.github.camelglm4.benchmark.run.ChildProcess;
import io.github.camelglm4.benchmark.run.Outcome;
import io.github.camelglm4.benchmark.run.Results;
import io.github.camelglm4.benchmark.run.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Compares gateways. They are started one after the other, each under load. Then all of them stay, and get each load in
 * turn, so that a disturbance of the machine affects all of them. Without load they use no CPU.
 */
public final class GatewayBenchmark {

    private final BenchmarkFolder folder;
    private final Path files;
    private final Consumer<String> progress;

    /** @param progress receives a line after each measurement */
    public GatewayBenchmark(BenchmarkFolder folder, Consumer<String> progress) {
        this.folder = folder;
        this.files = folder.output().resolve("gateways");
        this.progress = progress;
    }

    /** Gateways that are not installed are unsupported in the results of the first window. */
    public Results run(GatewayPlan plan, List<Gateway> gateways) throws IOException, InterruptedException {
        Results results = new Results();
        List<MeasuredServer> servers = new ArrayList<>();
        try (ServiceProcess service = new ServiceProcess(files);
                LoadGenerator load = new LoadGenerator(folder, files.resolve("load"))) {
            String serviceUrl =
                    "http://127.0.0.1:" + service.port() + plan.script().path();
            Session session = new Session(plan, results, load, progress);
            MeasuredServer direct = new MeasuredServer(Gateways.DIRECT, serviceUrl, Map.of(), null);
            servers.add(direct);
            session.settle(direct);
            for (Gateway gateway : gateways) {
                if (gateway.missing() != null) {
                    session.record(GatewayPlan.FIRST, gateway.id(), Outcome.unsupported(gateway.missing()));
                } else {
                    MeasuredServer server = session.start(gateway, serviceUrl, work(gateway));
                    servers.add(server);
                    session.settle(server);
                }
            }
            session.repeat(servers);
            session.price(servers);
            session.memory(servers);
        } finally {
            servers.stream()
                    .map(MeasuredServer::process)
                    .filter(process -> process != null)
                    .forEach(ChildProcess::close);
        }
        return results;
    }

    private Path work(Gateway gateway) throws IOException {
        return Files.createDirectories(files.resolve(gateway.id()));
    }
}
