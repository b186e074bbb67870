package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** The sample of docs/reranking.md. */
class RerankingPageTest extends DocPageTest {

    @SampleOf("reranking.md#sort-passages")
    void sortsPassages(Sample.Version sample) throws Exception {
        server.otherwise(Reply.json("{\"results\":[{\"index\":2,\"relevance_score\":0.9},"
                + "{\"index\":0,\"relevance_score\":0.5},{\"index\":1,\"relevance_score\":0.1}]}"));
        sample.load(context);

        Exchange exchange =
                ask("direct:passages", List.of("A lamp.", "A chair.", "A red lamp."), Map.of("question", "red?"));

        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of("A red lamp.", "A lamp."));
        assertThat(request()).contains("\"top_n\":3").contains("\"query\":\"red?\"");
        assertThat(logged()).containsExactly("2 passages with the scores [0.9, 0.5]");
    }
}
