package io.github.camelglm4.examples.offline;

import java.net.BindException;
import java.util.stream.Stream;

/**
 * Runs the offline model as a program until Ctrl-C: {@code java -jar offline-model.jar [PORT]}. It serves any model
 * name.
 */
public final class OfflineModelServer {
    /** Differs from the default port of served routes (8000), so that both can run at the same time. */
    static final int DEFAULT_PORT = 8001;

    private static final int HIGHEST_PORT = 65_535;
    private static final String ANOTHER_PORT = "Choose another port: java -jar offline-model.jar PORT";

    private OfflineModelServer() {}

    public static void main(String[] args) throws InterruptedException {
        int port = args.length == 0 ? DEFAULT_PORT : port(args[0]);
        if (port < 0) {
            fail("The port must be a number from 1 to 65535, or 0 for any free port, but is " + args[0] + ".");
        }
        OfflineModel model = start(port);
        Runtime.getRuntime().addShutdownHook(new Thread(model::close, "offline model: stop"));
        System.out.println(greeting(model.baseUrl()));
        Thread.currentThread().join();
    }

    private static OfflineModel start(int port) {
        try {
            return OfflineModel.startForAnyName(port);
        } catch (IllegalStateException e) {
            boolean inUse = Stream.iterate((Throwable) e, cause -> cause != null, Throwable::getCause)
                    .anyMatch(BindException.class::isInstance);
            fail(inUse ? "Port " + port + " is in use. " + ANOTHER_PORT : e + ": " + e.getCause());
            throw e;
        }
    }

    private static String greeting(String baseUrl) {
        return """
                Offline model: it needs no API key, has no knowledge, and answers with sentences of the request.
                Press Ctrl-C to stop it.
                baseUrl for any model name: %s

                curl %1$s/chat/completions -H "Content-Type: application/json" \
                -d '{"model": "GLM-4-Air", "messages": [\
                {"role": "user", "content": "Rain is due tomorrow. Boats stay in."}]}'
                """.formatted(baseUrl);
    }

    /** The port, or -1 if the text is not a valid port. */
    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port <= HIGHEST_PORT ? port : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static void fail(String message) {
        System.err.println(message);
        System.exit(1);
    }
}
