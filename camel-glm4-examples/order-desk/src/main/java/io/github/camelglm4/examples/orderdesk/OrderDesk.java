package io.github.camelglm4.examples.orderdesk;

import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.examples.offline.OfflineModel;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/**
 * Starts the routes in {@code camel/}, sends questions of customers, and prints the tool calls and the answers. The
 * optional arguments are the questions. If the environment variable GLM4_API_KEY is not set, the offline model answers.
 */
public final class OrderDesk {
    static final List<String> QUESTIONS = List.of(
            "Where is order 1042, and when does it arrive?",
            "What has li.wei@example.com bought, and where are the parcels?",
            "Please refund order 1043: the kettle leaks.",
            "Please refund order 1044, I prefer tea.");

    private OrderDesk() {}

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<String> questions = args.length == 0 ? QUESTIONS : List.of(args);
        String key = System.getenv("GLM4_API_KEY");
        if (key != null && !key.isBlank()) {
            out.println("Requests go to the hosted service, with the key in GLM4_API_KEY.");
            answer(questions, application(null), out);
            return;
        }
        try (OfflineModel offlineModel = OfflineModel.start(0)) {
            out.println("Requests go to the offline model, because GLM4_API_KEY is not set.");
            answer(questions, application(offlineModel.baseUrl()), out);
        }
    }

    /**
     * Creates the order desk. The caller starts it.
     *
     * @param baseUrl base URL of the service; null for the hosted service
     */
    static Main application(String baseUrl) throws IOException {
        Main main = new Main();
        main.addOverrideProperty("carrier.port", String.valueOf(freePort()));
        if (baseUrl != null) {
            main.addOverrideProperty("camel.component.glm4.base-url", baseUrl);
        }
        return main;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Starts the order desk, sends each question, prints its tool calls and answer, and stops the desk. */
    static void answer(List<String> questions, Main desk, PrintStream out) throws Exception {
        desk.start();
        try {
            ProducerTemplate template = desk.getCamelTemplate();
            for (String question : questions) {
                out.println("\n> " + question);
                Exchange exchange =
                        template.send("direct:desk", asked -> asked.getMessage().setBody(question));
                print(exchange, out);
            }
        } finally {
            desk.stop();
        }
    }

    private static void print(Exchange exchange, PrintStream out) {
        for (Object call : exchange.getProperty(Glm4Properties.TOOL_TRACE, List.of(), List.class)) {
            Map<?, ?> made = (Map<?, ?>) call;
            out.println("  " + made.get("name") + " " + made.get("arguments") + " -> " + made.get("result"));
        }
        out.println(
                exchange.isFailed()
                        ? exchange.getException()
                        : exchange.getMessage().getBody(String.class));
    }
}
