package io.github.camelglm4.benchmark.gateways;

import io.github.camelglm4.benchmark.run.BenchmarkFolder;
import io.github.camelglm4.benchmark.run.ChildProcess;
import io.github.camelglm4.benchmark.run.ModuleClasses;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A served model of this component, which asks the service: a JVM with default options.
 *
 * @param setup the set-up, as the process knows it
 */
record ServedModel(BenchmarkFolder folder, String id, String title, String setup) implements Gateway {

    private static final String MAIN_CLASS = "io.github.camelglm4.benchmark.gateway.GatewayProcess";

    @Override
    public String missing() {
        return null;
    }

    @Override
    public String version() {
        return "camel-glm4 of this build";
    }

    @Override
    public ChildProcess start(int port, String serviceUrl, Path work) throws IOException {
        List<String> arguments = List.of(setup, Integer.toString(port), serviceUrl, work.toString());
        String classPath = new ModuleClasses(folder.root().resolve("gateway")).classPath();
        return ChildProcess.java(classPath, MAIN_CLASS, arguments, work.resolve(id));
    }
}
