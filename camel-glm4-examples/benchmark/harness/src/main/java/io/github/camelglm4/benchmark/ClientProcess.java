package io.github.camelglm4.benchmark;

import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.candidate.Support;
import io.github.camelglm4.benchmark.scenario.Measurements;
import io.github.camelglm4.benchmark.scenario.Parameters;
import io.github.camelglm4.benchmark.scenario.Scenarios;
import java.util.Arrays;
import java.util.ServiceLoader;

/** A measured process: {@code SCENARIO name=value ...}, with the candidate on its class path. */
public final class ClientProcess {

    /** Prefix of the line with the reason why the candidate does not support the use. */
    public static final String UNSUPPORTED = "@unsupported ";

    /** Prefix of the line with the failure that ended the scenario. */
    public static final String FAILED = "@failed ";

    private ClientProcess() {}

    public static void main(String[] arguments) {
        int exit = 0;
        try {
            run(
                    Scenarios.valueOf(arguments[0]),
                    new Parameters(Arrays.asList(arguments).subList(1, arguments.length)));
        } catch (Exception e) {
            e.printStackTrace();
            System.out.println(FAILED + rootCause(e));
            exit = 1;
        }
        System.out.flush();
        // without cleanup: calls in flight are no longer measured
        Runtime.getRuntime().halt(exit);
    }

    private static void run(Scenarios scenario, Parameters parameters) throws Exception {
        Candidate candidate = ServiceLoader.load(Candidate.class).iterator().next();
        Support support = candidate.support(parameters.use());
        if (!support.possible()) {
            System.out.println(UNSUPPORTED + support.reason());
            return;
        }
        candidate.start(parameters.setup());
        scenario.create().run(candidate, parameters, new Measurements(System.out));
    }

    static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
