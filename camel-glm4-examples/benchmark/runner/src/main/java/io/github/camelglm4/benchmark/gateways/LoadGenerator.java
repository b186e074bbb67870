package io.github.camelglm4.benchmark.gateways;

import io.github.camelglm4.benchmark.LoadProcess;
import io.github.camelglm4.benchmark.run.BenchmarkFolder;
import io.github.camelglm4.benchmark.run.CandidateModule;
import io.github.camelglm4.benchmark.run.ChildProcess;
import io.github.camelglm4.benchmark.run.Outcome;
import io.github.camelglm4.benchmark.run.ProcessOutput;
import io.github.camelglm4.benchmark.scenario.Measurements;
import io.github.camelglm4.benchmark.scenario.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The process that generates all loads: the floor, which does not parse answers. Not thread-safe. */
final class LoadGenerator implements AutoCloseable {

    private final ChildProcess process;
    private int commands;
    private int linesRead;

    LoadGenerator(BenchmarkFolder folder, Path log) throws IOException {
        process =
                ChildProcess.java(CandidateModule.FLOOR.classPath(folder), LoadProcess.class.getName(), List.of(), log);
    }

    /** Further loads go to this server, on new connections. */
    void connect(String baseUrl, Map<String, String> headers) throws IOException, InterruptedException {
        StringBuilder command = new StringBuilder(LoadProcess.START);
        command.append(" stamped=true baseUrl=").append(baseUrl);
        headers.forEach((name, value) ->
                command.append(" " + Parameters.HEADER).append(name).append('=').append(value));
        execute(command.toString());
    }

    /** Returns the latencies and the numbers of calls, streams and failures. */
    Outcome run(GatewayLoad load, Map<String, Integer> numbers) throws IOException, InterruptedException {
        return execute(load.command(numbers));
    }

    private Outcome execute(String command) throws IOException, InterruptedException {
        commands++;
        process.writeLine(commands + " " + command);
        if (!process.awaitLine(Measurements.DONE + commands)) {
            throw new IOException("the load process did not execute " + command);
        }
        List<String> lines = process.lines();
        List<String> result = lines.subList(linesRead, lines.size());
        linesRead = lines.size();
        return ProcessOutput.outcome(result, process.startedNanos());
    }

    @Override
    public void close() {
        process.close();
    }
}
