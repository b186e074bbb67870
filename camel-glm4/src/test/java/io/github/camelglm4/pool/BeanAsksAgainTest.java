package io.github.camelglm4.pool;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.Reply;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Route code may wait for another answer on the thread where its own one arrived. A pool that does not grow would then
 * block forever: every thread would wait for a continuation that is queued behind it.
 */
@Timeout(60)
class BeanAsksAgainTest extends Glm4TestSupport {

    private static final int CALLERS = 60;

    /** Asks with the one-liner that most people would write. */
    public static final class SecondOpinion {

        private final ProducerTemplate template;

        SecondOpinion(ProducerTemplate template) {
            this.template = template;
        }

        public String ask(String first) {
            return template.requestBody("glm4:GLM-4-Plus", first, String.class);
        }
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:bean").to("glm4:GLM-4-Air").bean(new SecondOpinion(template), "ask");
                from("direct:breaker")
                        .to("glm4:GLM-4-Air")
                        .circuitBreaker()
                        .resilience4jConfiguration()
                        .minimumNumberOfCalls(10_000)
                        .end()
                        .to("glm4:GLM-4-Plus")
                        .end();
            }
        };
    }

    @Test
    void moreCallersThanThreadsAllFinishWithABean() {
        assertAllFinish("direct:bean");
    }

    @Test
    void moreCallersThanThreadsAllFinishWithACircuitBreaker() {
        assertAllFinish("direct:breaker");
    }

    private void assertAllFinish(String route) {
        server.otherwise(request -> Reply.completion(request.json().get("model") + " says"));
        Calls calls = new Calls(context, route);

        for (int i = 0; i < CALLERS; i++) {
            calls.send("question");
        }

        assertThat(calls.awaitAll(LONG)).allSatisfy(call -> {
            assertThat(call.exchange().getException()).isNull();
            assertThat(call.exchange().getMessage().getBody(String.class)).isEqualTo("GLM-4-Plus says");
        });
        assertThat(server.requests()).hasSize(2 * CALLERS);
    }
}
