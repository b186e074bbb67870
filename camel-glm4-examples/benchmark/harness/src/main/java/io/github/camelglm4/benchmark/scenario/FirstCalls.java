package io.github.camelglm4.benchmark.scenario;

import com.sun.management.OperatingSystemMXBean;
import io.github.camelglm4.benchmark.candidate.Candidate;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** The first calls of a new JVM, sequentially, including the cost of its start. Parameter: {@code calls}. */
final class FirstCalls implements Scenario {

    @Override
    public void run(Candidate candidate, Parameters parameters, Measurements measurements) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        AwaitedCall call = new AwaitedCall(candidate, parameters.use(), PROMPT);
        for (int i = parameters.number("calls"); i > 0; i--) {
            call.run();
        }
        measurements.add(Metric.CPU_MILLIS_SINCE_START, TimeUnit.NANOSECONDS.toMillis(system.getProcessCpuTime()));
    }
}
