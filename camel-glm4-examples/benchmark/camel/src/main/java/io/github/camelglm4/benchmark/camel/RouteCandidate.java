package io.github.camelglm4.benchmark.camel;

import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.candidate.Receiver;
import io.github.camelglm4.benchmark.candidate.Setup;
import io.github.camelglm4.benchmark.candidate.Use;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A candidate that runs in routes: {@code direct:ask}, {@code direct:read} and so on, one for each supported use. The
 * exchanges are processed as a consumer does: asynchronously, with a callback.
 */
public abstract class RouteCandidate implements Candidate {

    /** Reason of candidates that cannot be a gateway. */
    protected static final String NO_GATEWAY = "cannot serve the API";

    /** Exchange property with the receiver of the call, for the steps of the route. */
    private static final String RECEIVER = "receiver";

    private final Map<Use, AsyncProducer> entries = new EnumMap<>(Use.class);
    private final CamelContext context = new DefaultCamelContext();

    /** Defines the routes. A step that has a chunk of the answer calls {@link #piece}. */
    protected abstract RouteBuilder routes(Setup setup);

    /** Override to configure the context before the routes are added. */
    protected void configure(CamelContext context, Setup setup) {}

    @Override
    public final void start(Setup setup) throws Exception {
        configure(context, setup);
        context.addRoutes(routes(setup));
        context.start();
        for (Use use : Use.values()) {
            if (use != Use.SERVE && support(use).possible()) {
                AsyncProducer entry = context.getEndpoint(uri(use)).createAsyncProducer();
                entry.start();
                entries.put(use, entry);
            }
        }
    }

    /** The endpoint of the route for a use. */
    protected static String uri(Use use) {
        return "direct:" + use.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public final void call(Use use, String prompt, Receiver receiver) {
        AsyncProducer entry = entries.get(use);
        Endpoint endpoint = entry.getEndpoint();
        Exchange exchange = endpoint.createExchange();
        exchange.setProperty(RECEIVER, receiver);
        exchange.getIn().setBody(prompt);
        entry.process(exchange, doneSync -> {
            if (exchange.getException() != null) {
                receiver.failed(exchange.getException());
            } else {
                if (use == Use.ASK) {
                    receiver.piece(exchange.getMessage().getBody(String.class));
                }
                receiver.done();
            }
        });
    }

    /** A step of a route: the body is a chunk of the answer. */
    protected static void piece(Exchange exchange) {
        receiver(exchange).piece(exchange.getMessage().getBody(String.class));
    }

    protected static Receiver receiver(Exchange exchange) {
        return (Receiver) exchange.getProperty(RECEIVER);
    }

    @Override
    public final void close() {
        context.stop();
    }
}
