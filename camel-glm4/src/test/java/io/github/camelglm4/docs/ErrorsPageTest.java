package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
import org.apache.camel.Exchange;

/** The samples of docs/errors.md. */
class ErrorsPageTest extends DocPageTest {

    private static final Reply OVERLOADED = Reply.error(429, "1305", "too many people are asking");

    @SampleOf("errors.md#handling-errors-in-a-route")
    void saysThatTheModelIsBusy(Sample.Version sample) throws Exception {
        sample.load(context);

        server.otherwise(Reply.error(429, "1302", "too many requests of yours"));
        assertThat(answer()).isEqualTo("The model is busy, please try again later.");
        server.otherwise(OVERLOADED);
        assertThat(answer()).isEqualTo("The model is busy, please try again later.");
        server.otherwise(Reply.completion("A route is ..."));
        assertThat(answer()).isEqualTo("A route is ...");
    }

    private Object answer() {
        Exchange exchange = ask("direct:answer", "What is a route?");
        assertThat(failure(exchange)).isNull();
        return exchange.getMessage().getBody();
    }

    @SampleOf("errors.md#handling-errors-in-a-route/2")
    void asksTheSecondModel(Sample.Version sample) throws Exception {
        server.otherwise(request ->
                request.text().contains("GLM-4-Plus") ? OVERLOADED : Reply.completion("The answer of the other one"));
        sample.load(context);

        Exchange exchange = ask("direct:fallback", "What is a route?");

        assertThat(exchange.getMessage().getBody()).isEqualTo("The answer of the other one");
        assertThat(server.requests())
                .last()
                .satisfies(request -> assertThat(request.json()).containsEntry("model", "GLM-4-Air"));
    }
}
