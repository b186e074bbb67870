package io.github.camelglm4.benchmark.gateways;

import io.github.camelglm4.benchmark.run.ChildProcess;
import io.github.camelglm4.benchmark.run.FreePort;
import io.github.camelglm4.benchmark.run.Outcome;
import io.github.camelglm4.benchmark.run.Results;
import io.github.camelglm4.benchmark.scenario.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The loads of a comparison, in their order. */
record Session(GatewayPlan plan, Results results, LoadGenerator load, Consumer<String> progress) {

    /** Those whose price is compared. */
    private static final Set<String> PRICED = Set.of(Gateways.GLM4, Gateways.LIMITS, Gateways.DATABASE);

    private static final GatewayLoad PROBE = GatewayLoad.calls("probe", 1, 0, 500);
    private static final int MOST_PROBES = 60;

    /** Starts a gateway under load: callers try until it serves. */
    MeasuredServer start(Gateway gateway, String serviceUrl, Path work) throws IOException, InterruptedException {
        int port = FreePort.find();
        String baseUrl = "http://127.0.0.1:" + port + "/v1";
        Map<String, String> headers = gateway.headers(serviceUrl);
        load.connect(baseUrl, headers);
        ChildProcess process = gateway.start(port, serviceUrl, work);
        MeasuredServer server = new MeasuredServer(gateway.id(), baseUrl, headers, process);
        for (GatewayLoad window : plan.windows()) {
            measure(server, window);
        }
        return server;
    }

    /** Waits until the server serves, and runs the loads that are not measured. */
    void settle(MeasuredServer server) throws IOException, InterruptedException {
        load.connect(server.baseUrl(), server.headers());
        for (int i = 0; i < MOST_PROBES && !serves(); i++) {
            progress.accept(server.id() + " does not answer yet");
        }
        for (GatewayLoad unmeasured : plan.settling()) {
            load.run(unmeasured, unmeasured.measured());
        }
    }

    private boolean serves() throws IOException, InterruptedException {
        return load.run(PROBE, PROBE.measured()).measured().getOrDefault(Metric.CALLS, 0.0) > 0;
    }

    void repeat(List<MeasuredServer> servers) throws IOException, InterruptedException {
        for (int i = 0; i < plan.repetitions(); i++) {
            for (MeasuredServer server : servers) {
                load.connect(server.baseUrl(), server.headers());
                for (GatewayLoad repeated : plan.repeated()) {
                    measure(server, repeated);
                }
            }
        }
    }

    /** The differences are small: short measurements in turn, and many of them. */
    void price(List<MeasuredServer> servers) throws IOException, InterruptedException {
        for (int i = 0; i < plan.priceRepetitions(); i++) {
            for (MeasuredServer server : servers) {
                if (PRICED.contains(server.id())) {
                    load.connect(server.baseUrl(), server.headers());
                    measure(server, plan.price());
                }
            }
        }
    }

    void memory(List<MeasuredServer> servers) {
        for (MeasuredServer server : servers) {
            if (server.process() != null) {
                record(GatewayPlan.MEMORY, server.id(), server.memory());
            }
        }
    }

    void record(String load, String server, Outcome outcome) {
        results.add(load, server, outcome);
        progress.accept(load + " " + server + ": " + outcome);
    }

    private void measure(MeasuredServer server, GatewayLoad measured) throws IOException, InterruptedException {
        record(measured.id(), server.id(), server.measure(load, measured));
    }
}
