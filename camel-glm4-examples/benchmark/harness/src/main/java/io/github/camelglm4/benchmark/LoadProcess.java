package io.github.camelglm4.benchmark;

import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.scenario.Measurements;
import io.github.camelglm4.benchmark.scenario.Parameters;
import io.github.camelglm4.benchmark.scenario.Scenarios;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Generates the load for several servers, one after the other, so that its code is warm for all of them. Each line of
 * standard input is a command: {@code NUMBER START name=value ...} starts a client of a server, {@code NUMBER SCENARIO
 * name=value ...} runs a scenario with it. The process ends with standard input.
 */
public final class LoadProcess {

    /** The command that starts the client. */
    public static final String START = "START";

    private final Measurements measurements = new Measurements(System.out);
    private Candidate client;

    private LoadProcess() {}

    public static void main(String[] arguments) throws IOException {
        LoadProcess process = new LoadProcess();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            List<String> words = Arrays.asList(line.split(" "));
            try {
                process.run(words.get(1), new Parameters(words.subList(2, words.size())));
            } catch (Exception e) {
                e.printStackTrace();
                System.out.println(ClientProcess.FAILED + ClientProcess.rootCause(e));
            }
            System.out.println(Measurements.DONE + words.get(0));
        }
        // without cleanup: calls in flight are of no use any more
        Runtime.getRuntime().halt(0);
    }

    private void run(String command, Parameters parameters) throws Exception {
        if (command.equals(START)) {
            if (client != null) {
                client.close();
            }
            client = ServiceLoader.load(Candidate.class).iterator().next();
            client.start(parameters.setup());
        } else {
            Scenarios.valueOf(command).create().run(client, parameters, measurements);
        }
    }
}
