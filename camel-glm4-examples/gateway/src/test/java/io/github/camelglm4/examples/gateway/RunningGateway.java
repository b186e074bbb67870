package io.github.camelglm4.examples.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.main.Main;

/** A gateway that is started by a test, with its own files, port and database. */
public final class RunningGateway implements AutoCloseable {
    private final Main main;
    private final int port;

    private RunningGateway(Main main, int port) {
        this.main = main;
        this.port = port;
    }

    /**
     * @param models text of models.yaml
     * @param callers text of callers.yaml
     */
    public static RunningGateway start(String models, String callers) throws Exception {
        return start(models, callers, Map.of());
    }

    /** @param more environment variables */
    static RunningGateway start(String models, String callers, Map<String, String> more) throws Exception {
        Path folder = Files.createTempDirectory("gateway");
        int port = Http.freePort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "GATEWAY_PORT", String.valueOf(port),
                "GATEWAY_MANAGEMENT_PORT", String.valueOf(Http.freePort()),
                "GATEWAY_DATABASE", "jdbc:h2:mem:gateway" + port,
                "GATEWAY_MODELS", file(folder, "models.yaml", models),
                "GATEWAY_CALLERS", file(folder, "callers.yaml", callers)));
        environment.putAll(more);
        Main main = Gateway.application(environment);
        main.addOverrideProperty("camel.component.glm4.max-retries", "0");
        // a call that is held by the test must not hold up the end of the test
        main.addOverrideProperty("camel.main.shutdown-timeout", "1");
        main.start();
        return new RunningGateway(main, port);
    }

    private static String file(Path folder, String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        file.toFile().deleteOnExit();
        folder.toFile().deleteOnExit();
        return "file:" + file;
    }

    int port() {
        return port;
    }

    <T> T bean(String name, Class<T> type) {
        return main.getCamelContext().getRegistry().lookupByNameAndType(name, type);
    }

    /** Returns the URL of the chat page. */
    public String url() {
        return "http://localhost:" + port + "/";
    }

    @Override
    public void close() {
        main.stop();
    }
}
