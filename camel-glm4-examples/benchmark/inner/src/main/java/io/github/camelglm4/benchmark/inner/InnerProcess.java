package io.github.camelglm4.benchmark.inner;

import io.github.camelglm4.benchmark.scenario.Measurements;
import io.github.camelglm4.benchmark.scenario.Metric;
import io.github.camelglm4.benchmark.scenario.Parameters;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures one part with JMH, which also prints its report to standard output. Parameters: {@code part}, and the
 * numbers of {@code warmups} and {@code iterations}, of one second each.
 */
public final class InnerProcess {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private InnerProcess() {}

    public static void main(String[] arguments) throws RunnerException {
        Parameters parameters = new Parameters(List.of(arguments));
        Options options = new OptionsBuilder()
                .include(InnerParts.class.getSimpleName() + "." + parameters.text("part"))
                .forks(1)
                .warmupIterations(parameters.number("warmups"))
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(parameters.number("iterations"))
                .measurementTime(TimeValue.seconds(1))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .build();
        RunResult result = new Runner(options).runSingle();
        Measurements measurements = new Measurements(System.out);
        measurements.add(Metric.NANOS_PER_OPERATION, result.getPrimaryResult().getScore());
        measurements.add(
                Metric.BYTES_PER_OPERATION,
                result.getSecondaryResults().get(ALLOCATED).getScore());
    }
}
