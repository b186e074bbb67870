package io.github.camelglm4.soak;

import io.github.camelglm4.ChatCompletionStream;
import java.util.Iterator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

/** A route for each kind of exchange, the gateway that some of them ask, and the tool that the model calls. */
final class SoakRoutes extends RouteBuilder {

    static final int PLACES = 10;
    static final String GATEWAY = "gateway";

    private static final String IMPATIENCE = "&responseTimeout=1000&idleTimeout=1000";
    private static final String QUESTION = "question";

    private final int port;

    SoakRoutes(int port) {
        this.port = port;
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().logExhausted(false));
        asking(SoakKind.CALL, "");
        asking(SoakKind.GATED, "&maxConcurrentRequests=" + PLACES);
        asking(SoakKind.PUSH, "&streamTo=direct:chunk");
        asking(SoakKind.TOOL, "&tools=lookup");
        asking(SoakKind.TOOLSTREAM, "&tools=lookup&streamTo=direct:chunk");
        asking(SoakKind.TYPED, "&outputClass=" + SoakAnswer.class.getName());
        asking(SoakKind.TALK, "&memory=true&maxHistoryMessages=10");
        String served = "?baseUrl=http://localhost:" + port + "/v1";
        asking(SoakKind.IMPATIENT, IMPATIENCE);
        asking(SoakKind.IMPATIENTSTREAM, IMPATIENCE + "&streamTo=direct:chunk");
        from(direct(SoakKind.SERVED)).setProperty(QUESTION, body()).to("glm4:proxy" + served);
        from(direct(SoakKind.SERVEDSTREAM))
                .setProperty(QUESTION, body())
                .to("glm4:proxy" + served + "&streamTo=direct:chunk");
        from(direct(SoakKind.IMPATIENTSERVED)).to("glm4:proxy" + served + IMPATIENCE);
        streams();
        from("glm4:proxy").routeId(GATEWAY).to("glm4:PROXIED");
        from("glm4-tool:lookup?parameter.key=string")
                .routeId("lookup")
                .process(SoakRoutes::failIfAsked)
                .setBody(constant("found"));
        from("direct:chunk").filter(header("CamelGlm4ChunkIndex").isEqualTo(2)).process(SoakRoutes::failIfAsked);
    }

    private void streams() {
        from(direct(SoakKind.SPLIT))
                .setProperty(QUESTION, body())
                .to(model(SoakKind.SPLIT) + "&stream=true")
                .split(body(), SoakRoutes::joined)
                .streaming()
                .stopOnException()
                .to("direct:chunk");
        from(direct(SoakKind.TEXT)).to(model(SoakKind.TEXT) + "&stream=true").convertBodyTo(String.class);
        from(direct(SoakKind.CLOSE)).to(model(SoakKind.CLOSE) + "&stream=true").process(SoakRoutes::readOneAndClose);
        from(direct(SoakKind.ABANDON)).to(model(SoakKind.ABANDON) + "&stream=true&abandonTimeout=500");
    }

    private void asking(SoakKind kind, String options) {
        from(direct(kind)).setProperty(QUESTION, body()).to(model(kind) + options);
    }

    static String direct(SoakKind kind) {
        return "direct:" + kind;
    }

    private static String model(SoakKind kind) {
        return "glm4:" + kind + "?userId=soaker";
    }

    private static Exchange joined(Exchange all, Exchange chunk) {
        if (all != null) {
            chunk.getMessage()
                    .setBody(all.getMessage().getBody(String.class)
                            + chunk.getMessage().getBody(String.class));
            if (chunk.getException() == null) {
                chunk.setException(all.getException());
            }
        }
        return chunk;
    }

    /** What the third chunk, or the tool, does in an exchange whose own route is to fail. */
    private static void failIfAsked(Exchange exchange) {
        SoakExchange asked = SoakExchange.parse(exchange.getProperty(QUESTION, String.class));
        if (asked != null && asked.failsInOwnRoute()) {
            throw new OwnRouteException();
        }
    }

    private static void readOneAndClose(Exchange exchange) {
        ChatCompletionStream stream = exchange.getMessage().getBody(ChatCompletionStream.class);
        Iterator<Message> chunks = stream.iterator();
        chunks.next();
        stream.close();
        exchange.getMessage().setBody(null);
    }

    /** Of the routes, not of the component. */
    static final class OwnRouteException extends RuntimeException {
        OwnRouteException() {
            super("the route fails", null, false, false);
        }
    }
}
