package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.testing.batch.LineAnswer;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;

/** A consumer that is created when its route already runs, as {@code master:} does it with the leader's. */
class LateConsumerTest extends DeliveryTestSupport {

    private final Map<String, Leader> leaders = new HashMap<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.addComponent("leader", new DefaultComponent() {
            @Override
            protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
                parameters.clear();
                return endpoint(uri, this);
            }
        });
        return context;
    }

    private Endpoint endpoint(String uri, DefaultComponent component) {
        return new DefaultEndpoint(uri, component) {
            @Override
            public Producer createProducer() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Consumer createConsumer(Processor processor) {
                Leader leader = new Leader(this, processor);
                leaders.put(uri, leader);
                return leader;
            }
        };
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return routes(builder -> {
            builder.from("leader:handled")
                    .routeId("delivery")
                    .onException(Exception.class)
                    .handled(true)
                    .to("mock:failures")
                    .end()
                    .to("mock:answers");
            builder.from("leader:plain").routeId("plain").to("mock:answers");
        });
    }

    @Test
    void deliversAnswersAndFailures() throws Exception {
        service.answers(line -> line.get("custom_id").equals("row-000002")
                ? LineAnswer.error(400, "1301", "blocked")
                : LineAnswer.text("GLM-4-Air", "good"));
        batch("1", "2", "3");
        Glm4BatchConsumer consumer = leaders.get("leader://handled").lead();

        consumer.run();
        consumer.run();

        assertThat(answersById()).containsOnlyKeys("row-000001", "row-000003");
        onlyFailure(Glm4ContentFilterException.class);
        assertThat(service.files()).isEmpty();
    }

    @Test
    void runsNoStepForAFailureThatNobodyHandles() throws Exception {
        service.answers(line -> LineAnswer.error(400, "1301", "blocked"));
        batch("1");

        leaders.get("leader://plain").lead().run();

        assertThat(answers()).isEmpty();
        assertThat(repository.getCache()).isEmpty();
    }

    private static final class Leader extends DefaultConsumer {

        Leader(Endpoint endpoint, Processor processor) {
            super(endpoint, processor);
        }

        Glm4BatchConsumer lead() throws Exception {
            Glm4BatchConsumer consumer = (Glm4BatchConsumer)
                    getEndpoint().getCamelContext().getEndpoint(uri("")).createConsumer(getProcessor());
            consumer.setRoute(getRoute());
            consumer.setRouteId(getRouteId());
            ServiceHelper.startService(consumer);
            return consumer;
        }
    }
}
