package io.github.camelglm4.benchmark.camelhttp;

import io.github.camelglm4.benchmark.camel.ChatJson;
import io.github.camelglm4.benchmark.camel.RouteCandidate;
import io.github.camelglm4.benchmark.candidate.Receiver;
import io.github.camelglm4.benchmark.candidate.Setup;
import io.github.camelglm4.benchmark.candidate.Support;
import io.github.camelglm4.benchmark.candidate.Use;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** camel-http with camel-jackson. Streams are read line by line from an InputStream. */
public final class CamelHttpCandidate extends RouteCandidate {

    private static final int DEFAULT_CONNECTIONS_A_HOST = 20;
    private static final String DATA = "data: ";
    private static final String CHUNK = DATA + "{";

    @Override
    public Support support(Use use) {
        return switch (use) {
            case PUSH -> Support.none("has no push mode");
            case SERVE -> Support.none(NO_GATEWAY);
            default -> Support.blocking();
        };
    }

    @Override
    protected RouteBuilder routes(Setup setup) {
        int connections = setup.connectionsOr(DEFAULT_CONNECTIONS_A_HOST);
        String service = setup.baseUrl() + "/chat/completions?connectionsPerRoute=" + connections
                + "&maxTotalConnections=" + Math.max(connections, 200);
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(Use.ASK))
                        .process(ChatJson::request)
                        .marshal()
                        .json()
                        .to(service)
                        .unmarshal()
                        .json()
                        .process(ChatJson::answer);
                from("direct:open")
                        .noStreamCaching()
                        .process(ChatJson::streamedRequest)
                        .marshal()
                        .json()
                        .to(service + "&disableStreamCache=true");
                from(uri(Use.READ)).noStreamCaching().to("direct:open").process(CamelHttpCandidate::read);
                from(uri(Use.STREAMS)).noStreamCaching().to("direct:open").process(CamelHttpCandidate::read);
                from(uri(Use.SPLIT))
                        .noStreamCaching()
                        .to("direct:open")
                        .split(body().tokenize("\n"))
                        .streaming()
                        .filter(body().startsWith(CHUNK))
                        .transform()
                        .body(String.class, line -> line.substring(DATA.length()))
                        .unmarshal()
                        .json()
                        .process(ChatJson::chunk)
                        .process(RouteCandidate::piece);
            }
        };
    }

    private static void read(Exchange exchange) throws IOException {
        Receiver receiver = receiver(exchange);
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(exchange.getMessage().getBody(InputStream.class), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(CHUNK)) {
                    receiver.piece(ChatJson.delta(line.substring(DATA.length())));
                }
            }
        }
    }
}
