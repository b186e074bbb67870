package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4RequestException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Routes of the component submit batches to the offline model, and deliver its answers. */
@Timeout(60)
class OfflineBatchRouteTest {
    private final BlockingQueue<Exchange> delivered = new LinkedBlockingQueue<>();

    @Test
    void deliversAnswersAndErrors() throws Exception {
        try (OfflineModel model = OfflineModel.start(0);
                DefaultCamelContext context = new DefaultCamelContext()) {
            String options = "baseUrl=" + model.baseUrl();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Glm4RequestException.class).handled(true).process(delivered::add);
                    from("glm4-batch:test?initialDelay=0&delay=100&" + options).process(delivered::add);
                }
            });
            context.start();

            context.createProducerTemplate()
                    .sendBody(
                            "glm4-batch:test?model=GLM-4-Air&" + options,
                            Map.of(
                                    "weather-1",
                                    "Rain is due tomorrow. Boats stay in.",
                                    "weather-2",
                                    Map.of("messages", List.of(Map.of("role", "user", "content", " ")))));

            Map<String, Object> outcomes = new TreeMap<>();
            for (int i = 0; i < 2; i++) {
                Exchange exchange = delivered.poll(30, TimeUnit.SECONDS);
                String id = exchange.getMessage().getHeader("CamelGlm4BatchRequestId", String.class);
                Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
                outcomes.put(id, failure == null ? exchange.getMessage().getBody(String.class) : failure.getMessage());
            }
            assertThat(outcomes).containsEntry("weather-1", "Rain is due tomorrow.");
            assertThat(outcomes.get("weather-2").toString()).contains("messages contains no text");
        }
    }
}
