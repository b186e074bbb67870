package io.github.camelglm4.examples.bulk.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

/** A record that the service refuses is not asked again if its batch is read again. */
class RefusedRecordTest {
    private final MemoryIdempotentRepository answered = new MemoryIdempotentRepository();

    @Test
    void isRemembered() throws Exception {
        assertThat(isRememberedAfter(DeadLetter::isDone)).isTrue();
    }

    /** Why the step is needed: the repository forgets failures that a route has handled. */
    @Test
    void wouldBeForgotten() throws Exception {
        assertThat(isRememberedAfter(exchange -> {})).isFalse();
    }

    /** Sends a record through the steps of the route {@code record} of the worker. */
    private boolean isRememberedAfter(Processor last) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Exception.class).retryWhile(never -> false);
                    from("direct:record")
                            .idempotentConsumer(body(), answered)
                            .doTry()
                            .to("direct:answer")
                            .doCatch(Exception.class)
                            .process(last)
                            .end();
                    from("direct:answer").process(RefusedRecordTest::refuse);
                }
            });
            context.start();
            context.createProducerTemplate().sendBody("direct:record", "refused");
            return answered.contains("refused");
        }
    }

    private static void refuse(Exchange exchange) {
        throw new IllegalStateException("refused");
    }
}
