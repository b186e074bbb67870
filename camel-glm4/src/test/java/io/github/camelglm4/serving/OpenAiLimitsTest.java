package io.github.camelglm4.serving;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.KeyDigest;
import io.github.camelglm4.usage.UsageLimits;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What OpenAI's own client for Node reads of limits: {@code src/test/node/limits.mjs} says what it must get. */
class OpenAiLimitsTest extends ServingTestSupport {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("glm4", Glm4Component.class)
                .getGateway()
                .setServerCallers(List.of(caller("two", 2, UsageLimits.NONE), caller("broke", UsageLimits.NONE, 1)));
        return context;
    }

    private static Caller caller(String name, long requestsPerMinute, long tokensPerDay) {
        UsageLimits limits = new UsageLimits(
                requestsPerMinute,
                UsageLimits.NONE,
                tokensPerDay,
                UsageLimits.NONE,
                UsageLimits.NONE,
                UsageLimits.NONE);
        return new Caller(name, Set.of(KeyDigest.of("sk-" + name)), null, limits, null);
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m").setBody(constant("yes"));
            }
        };
    }

    @Test
    void itReadsWhatIsLeft() throws Exception {
        NodeTests.run(Map.of("BASE_URL", url("")), "limits.mjs");
    }
}
