package io.github.camelglm4.benchmark.run;

import io.github.camelglm4.benchmark.candidate.Use;
import io.github.camelglm4.benchmark.scenario.Measurements;
import io.github.camelglm4.benchmark.scenario.Metric;
import io.github.camelglm4.benchmark.scenario.Scenarios;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A workload with the candidate as a gateway. The floor generates the load in a separate process, once for the warm-up
 * and once for the measurement. CPU, bytes, threads and memory are those of the gateway.
 */
final class GatewayRun implements WorkloadRun {

    private final ProcessStarter processes;
    private final int servicePort;

    GatewayRun(ProcessStarter processes, int servicePort) {
        this.processes = processes;
        this.servicePort = servicePort;
    }

    @Override
    public Outcome run(Workload workload, CandidateModule candidate) throws IOException, InterruptedException {
        int port = FreePort.find();
        List<String> arguments = List.of(
                Scenarios.GATEWAY.name(),
                "use=" + Use.SERVE,
                "baseUrl=http://127.0.0.1:" + servicePort + workload.script().path(),
                "inFlight=" + workload.inFlight(),
                "servePort=" + port);
        String log = workload.id() + "-" + candidate.id();
        try (ChildProcess gateway = processes.start(candidate, arguments, log)) {
            if (!gateway.awaitLine(Measurements.SERVING)) {
                return ProcessOutput.outcome(gateway.lines(), gateway.startedNanos());
            }
            Outcome warmup = load(workload, port, log);
            if (warmup.kind() != Outcome.Kind.MEASURED) {
                return warmup;
            }
            gateway.writeLine("begin");
            Outcome load = load(workload, port, log);
            gateway.writeLine("end");
            return merged(load, ProcessStarter.outcome(gateway));
        }
    }

    private Outcome load(Workload workload, int port, String log) throws IOException, InterruptedException {
        List<String> arguments = workload.arguments("http://127.0.0.1:" + port + "/v1");
        try (ChildProcess load = processes.start(CandidateModule.FLOOR, arguments, log + "-load")) {
            return ProcessStarter.outcome(load);
        }
    }

    private static Outcome merged(Outcome load, Outcome gateway) {
        if (load.kind() != Outcome.Kind.MEASURED || gateway.kind() != Outcome.Kind.MEASURED) {
            return load.kind() == Outcome.Kind.MEASURED ? gateway : load;
        }
        Map<Metric, Double> all = new EnumMap<>(load.measured());
        all.putAll(gateway.measured());
        double chunks = all.get(Metric.CHUNKS);
        all.put(Metric.CPU_MICROS_PER_CHUNK, all.get(Metric.CPU_MICROS) / chunks);
        all.put(Metric.BYTES_PER_CHUNK, all.get(Metric.ALLOCATED_BYTES) / chunks);
        return Outcome.measured(all);
    }
}
