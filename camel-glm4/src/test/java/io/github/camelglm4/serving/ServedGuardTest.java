package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.PredicateBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Guards in served routes: what a predicate says of the question and of the model's answer. */
class ServedGuardTest extends ServingTestSupport {

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                guard("contains", "${body} contains 'boom'");
                guard("icontains", "${body} ~~ 'BOOM'");
                guard("in", "${body} in 'say boom,boom'");
                guard("regex", "${body} regex '.*boom.*'");
                guard("length", "${body.length} > 7");
                from("glm4:java")
                        .choice()
                        .when(body().contains("boom"))
                        .setBody(constant("refused"))
                        .otherwise()
                        .setBody(constant("passed"));
                from("glm4:filter")
                        .filter(simple("${body} !contains 'boom'"))
                        .setBody(constant("passed"))
                        .stop()
                        .end()
                        .setBody(constant("refused"));
                from("glm4:validate")
                        .validate(PredicateBuilder.not(body().contains("boom")))
                        .setBody(constant("passed"));
                from("glm4:gateway")
                        .to("glm4:GLM-4-Air")
                        .choice()
                        .when(simple("${body} contains 'boom'"))
                        .setBody(constant("refused"));

                from("glm4:messages").setBody(simple("${body.messages[0].text}/${body.messages.size}"));
                from("glm4:accessors")
                        .setBody(simple(
                                "${body.text} ${body.parameters[top_p]} ${body.stream} ${body.messages[last].role}"));
                from("glm4:bug").setBody(simple("${body.of(null)}"));
                from("glm4:bean").bean(Bug.class, "run");
            }

            private void guard(String name, String predicate) {
                from("glm4:" + name)
                        .choice()
                        .when(simple(predicate))
                        .setBody(constant("refused"))
                        .otherwise()
                        .setBody(constant("passed"));
            }
        };
    }

    /** A fault of the route itself. */
    public static final class Bug {

        public Object run(ChatCompletionRequest request) {
            return ChatCompletionRequest.of(Map.of("messages", request));
        }
    }

    @BeforeEach
    void answer() {
        server.otherwise(Reply.completion("ok"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contains", "icontains", "in", "regex", "length", "java", "filter"})
    void seesTheQuestion(String guard) throws Exception {
        assertThat(send(chat(asking(guard, "say boom", ""))).body()).contains("refused");
        assertThat(send(chat(asking(guard, "hello", ""))).body()).contains("passed");
    }

    @Test
    void validatesTheQuestion() throws Exception {
        assertThat(send(chat(asking("validate", "say boom", ""))).statusCode()).isEqualTo(500);
        assertThat(send(chat(asking("validate", "hello", ""))).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void seesTheModelsAnswer(boolean streamed) throws Exception {
        answer(streamed, "it goes bo", "om");

        HttpResponse<String> response = send(chat(asking("gateway", "hello", streamed ? ",\"stream\":true" : "")));

        assertThat(response.body()).contains("refused").doesNotContain("it goes");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void passesOnAnAnswerThatItHasSeen(boolean streamed) throws Exception {
        answer(streamed, "all is ", "well");

        HttpResponse<String> response = send(chat(asking("gateway", "hello", streamed ? ",\"stream\":true" : "")));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("all is ").contains("well");
    }

    private static void answer(boolean streamed, String first, String second) {
        server.enqueue(
                streamed
                        ? Reply.stream()
                                .event(GlmJson.delta(first))
                                .event(GlmJson.delta(second))
                                .event(GlmJson.lastDelta())
                                .event("[DONE]")
                                .lastChunk()
                        : Reply.completion(first + second));
    }

    @Test
    void readsTheRequestInExpressions() throws Exception {
        assertThat(send(chat(asking("messages", "hello", ""))).body()).contains("hello/1");
        assertThat(send(chat(asking("accessors", "hello", ",\"top_p\":0.5"))).body())
                .contains("hello 0.5")
                .contains("user");
    }

    @Test
    void aFaultOfTheRouteIsNotTheCallers() throws Exception {
        for (String model : List.of("bug", "bean")) {
            HttpResponse<String> response = send(chat(asking(model, "hello", "")));

            assertThat(response.statusCode()).as(model).isEqualTo(500);
            assertThat(response.body()).contains("The model failed to answer.").doesNotContain("camelglm4");
        }
    }
}
