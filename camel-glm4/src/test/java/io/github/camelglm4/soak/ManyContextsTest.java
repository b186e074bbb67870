package io.github.camelglm4.soak;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many contexts in one JVM, each with a key of its own, at the same time and one after the other. The long form is
 * {@code -Dcontexts=50 -Dcontexts.rounds=5}.
 */
@Timeout(300)
class ManyContextsTest {

    @RegisterExtension
    final ScriptedServer server = ScriptedServer.start();

    private static final int CONTEXTS = Integer.getInteger("contexts", 20);
    private static final int ROUNDS = Integer.getInteger("contexts.rounds", 3);
    private static final int CALLS_OF_EACH = 10;
    private static final int FEW_THREADS_OF_EACH = 8;
    private static final long FEW_OBJECTS = 50;
    private static final long HEAP_NOISE = 8L << 20;

    @Test
    void doNotMixAndLeaveNothing() throws Exception {
        server.otherwise(request -> Reply.completionStream(keyOf(request)));
        List<Footprint> footprints = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            useAll();
            server.awaitOpenConnections(0, LONG);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(ComponentThreads.names()).isEmpty());
            footprints.add(Footprint.withoutTimers());
            server.reset();
            server.otherwise(request -> Reply.completionStream(keyOf(request)));
        }
        Footprint first = footprints.get(1);
        Footprint last = footprints.get(ROUNDS);
        assertThat(last.objects())
                .as("objects of the component, now%n%s", Footprint.ours())
                .isLessThan(first.objects() + FEW_OBJECTS);
        assertThat(last.heap()).isLessThan(first.heap() + HEAP_NOISE);
        // a socket or a thread of the test's own server may end a moment later
        await().atMost(LONG).untilAsserted(() -> {
            Footprint now = Footprint.withoutTimers();
            assertThat(now.threads()).isLessThanOrEqualTo(first.threads());
            assertThat(now.sockets()).isLessThanOrEqualTo(first.sockets());
        });
    }

    /** Streams, served by the contexts' own routes: the answer contains the key of the request. */
    private void useAll() throws Exception {
        List<CamelContext> contexts = new ArrayList<>();
        try {
            List<Calls> calls = new ArrayList<>();
            for (int i = 0; i < CONTEXTS; i++) {
                CamelContext context = started("key-of-" + i);
                contexts.add(context);
                calls.add(new Calls(context, "direct:ask"));
            }
            for (int n = 0; n < CALLS_OF_EACH; n++) {
                calls.forEach(of -> of.send("question"));
            }
            for (int i = 0; i < CONTEXTS; i++) {
                String key = "key-of-" + i;
                assertThat(calls.get(i).awaitAll(LONG)).allSatisfy(call -> {
                    assertThat(call.exchange().getException()).isNull();
                    assertThat(call.exchange().getMessage().getBody()).isEqualTo(key);
                });
            }
            assertThat(ComponentThreads.names()).hasSizeLessThan(CONTEXTS * FEW_THREADS_OF_EACH);
        } finally {
            contexts.forEach(CamelContext::stop);
        }
    }

    private CamelContext started(String key) throws Exception {
        CamelContext context = new DefaultCamelContext();
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getService().setBaseUrl(server.baseUrl());
        component.getService().setApiKey(key);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to("glm4:GLM-4-Air?streamTo=direct:chunk");
                from("direct:chunk").to("log:chunks?level=OFF");
            }
        });
        context.start();
        return context;
    }

    private static String keyOf(RecordedRequest request) {
        return request.header("Authorization").substring("Bearer ".length());
    }
}
