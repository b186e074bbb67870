package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.error.Glm4ContentFilterException;
import java.util.List;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Routes of the component get their vectors from the offline model. */
@Timeout(60)
class OfflineEmbeddingRouteTest {
    @Test
    void turnsTextsIntoVectors() throws Exception {
        try (OfflineModel model = OfflineModel.start(0);
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            String uri = "glm4-embedding:embedding-3?dimensions=256&maxInputs=2&baseUrl=" + model.baseUrl();

            List<?> vectors =
                    template.requestBody(uri, List.of("Rain is due.", "明天下雨。", "The boats stay in."), List.class);

            assertThat(vectors)
                    .hasSize(3)
                    .allSatisfy(vector -> assertThat((List<?>) vector).hasSize(256));
            assertThat(template.requestBody(uri, "明天下雨。")).isEqualTo(vectors.get(1));
            assertThatThrownBy(() -> template.requestBody(uri, "Hello. [blocked]"))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasCauseInstanceOf(Glm4ContentFilterException.class);
        }
    }
}
