package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the endpoint behind a served route sets takes precedence over what a caller sends. */
class ServedPrecedenceTest extends ServingTestSupport {

    private static final String SET = "glm4:GLM-4-Air?temperature=0.2&maxTokens=50&userId=operator&stop=END"
            + "&responseFormat=text&thinking=disabled&additionalBodyProperty.service_tier=default";
    private static final String WANTED =
            ",\"temperature\":0.9,\"do_sample\":false,\"user\":\"root\",\"user_id\":\"root\""
                    + ",\"stop\":\"never\",\"response_format\":{\"type\":\"json_object\"},\"reasoning_effort\":\"high\""
                    + ",\"chat_template_kwargs\":{\"enable_thinking\":true},\"service_tier\":\"priority\",\"seed\":7";

    private final AtomicInteger runs = new AtomicInteger();

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:set").to(SET);
                from("glm4:map").convertBodyTo(Map.class).to(SET);
                from("glm4:changed")
                        .process(e -> e.getMessage()
                                .setBody(e.getMessage()
                                        .getBody(ChatCompletionRequest.class)
                                        .with("seed", 7)
                                        .withMessages(List.of())))
                        .to(SET);
                from("glm4:template")
                        .process(e -> e.getMessage()
                                .setBody(e.getContext()
                                        .createProducerTemplate()
                                        .requestBody(SET, e.getMessage().getBody())));
                from("glm4:seda").to("seda:later?pollTimeout=20");
                from("seda:later?pollTimeout=20").to(SET);
                from("glm4:open").to("glm4:GLM-4-Air");
                from("glm4:header")
                        .setHeader(Glm4Headers.MAX_TOKENS, constant(70))
                        .to(SET);
                from("glm4:newer").to("glm4:GLM-4-Air?additionalBodyProperty.max_completion_tokens=50");
                from("glm4-tool:lookup?parameter.id=integer").process(e -> runs.incrementAndGet());
                from("glm4:desk").to("glm4:GLM-4-Air?tools=lookup");
                from("glm4:forcing").to("glm4:GLM-4-Air?tools=lookup&toolChoice=required");
                from("direct:own").to(SET);
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"set", "map", "changed", "template", "seda"})
    void whatTheEndpointSetsIsSent(String model) throws Exception {
        Map<String, Object> sent = sent(model, WANTED);

        assertThat(sent)
                .containsEntry("temperature", 0.2)
                .containsEntry("user_id", "operator")
                .containsEntry("stop", List.of("END"))
                .containsEntry("response_format", Map.of("type", "text"))
                .containsEntry("thinking", Map.of("type", "disabled"))
                .containsEntry("service_tier", "default")
                .containsEntry("seed", 7)
                .doesNotContainKeys("user", "do_sample", "reasoning_effort", "chat_template_kwargs");
    }

    @Test
    void whatItDoesNotSetIsTheCallers() throws Exception {
        assertThat(sent("open", WANTED + ",\"max_completion_tokens\":9"))
                .containsEntry("temperature", 0.9)
                .containsEntry("user", "root")
                .containsEntry("max_tokens", 9)
                .doesNotContainKey("max_completion_tokens");
    }

    @ParameterizedTest
    @CsvSource({
        "set,    max_tokens,             1000, max_tokens,             50",
        "set,    max_tokens,             10,   max_tokens,             10",
        "set,    max_completion_tokens,  1000, max_tokens,             50",
        "set,    max_completion_tokens,  10,   max_tokens,             10",
        "map,    max_completion_tokens,  10,   max_tokens,             10",
        "newer,  max_tokens,             1000, max_completion_tokens,  50",
        "newer,  max_tokens,             10,   max_completion_tokens,  10",
        "header, max_tokens,             10,   max_tokens,             70",
    })
    void maxTokensIsACap(String model, String field, int wanted, String sentAs, int sent) throws Exception {
        Map<String, Object> request = sent(model, ",\"" + field + "\":" + wanted);

        assertThat(request).containsEntry(sentAs, sent);
        assertThat(request.keySet().stream().filter(name -> name.startsWith("max_")))
                .containsExactly(sentAs);
    }

    @Test
    void aRequestOfTheApplicationItselfTakesPrecedenceOverItsEndpoint() {
        server.enqueue(Reply.completion("x"));

        template.requestBody(
                "direct:own",
                Map.of(
                        "messages",
                        List.of(Map.of("role", "user", "content", "hi")),
                        "temperature",
                        0.9,
                        "max_tokens",
                        99));

        assertThat(server.takeRequest(SOON).json())
                .containsEntry("temperature", 0.9)
                .containsEntry("max_tokens", 99);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"lookup\"}}",
                ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"unknown\"}}",
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"mine\"}}]"
                        + ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"lookup\"}}",
                ",\"tool_choice\":\"required\"",
                ",\"tool_choice\":\"lookup\"",
                ",\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\",\"tools\":"
                        + "[{\"type\":\"function\",\"function\":{\"name\":\"lookup\"}}]}}",
                ",\"function_call\":{\"name\":\"lookup\"}",
            })
    void aCallerCannotForceAToolOfTheRoute(String more) throws Exception {
        HttpResponse<String> response = send(chat(asking("desk", "hi", more)));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Fields.object(json(response), "error").get("param")).isIn("tool_choice", "function_call");
        assertThat(server.requests()).isEmpty();
        assertThat(runs).hasValue(0);
    }

    @Test
    void aCallerCannotOfferAFunctionUnderTheNameOfAToolOfTheRoute() throws Exception {
        HttpResponse<String> response = send(chat(asking("desk", "hi", functions("lookup"))));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Fields.object(json(response), "error")).containsEntry("code", "tool_name_taken");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aCallerWhoDemandsACallGetsOneOfItsOwnFunctions() throws Exception {
        for (String choice : List.of("\"required\"", "{\"type\":\"function\",\"function\":{\"name\":\"mine\"}}")) {
            assertThat(functionNames(sent("desk", functions("mine") + ",\"tool_choice\":" + choice)))
                    .containsExactly("mine");
        }
    }

    @Test
    void aCallerWhoWantsNoCallDoesNotTakeTheToolsOfTheRouteAway() throws Exception {
        Map<String, Object> sent = sent("desk", functions("mine") + ",\"tool_choice\":\"none\"");

        assertThat(functionNames(sent)).containsExactly("lookup");
        assertThat(sent).doesNotContainKey("tool_choice");
    }

    @Test
    void theChoiceOfTheEndpointIsSent() throws Exception {
        for (String choice : List.of("\"none\"", "\"auto\"", "\"required\"")) {
            Map<String, Object> sent = sent("forcing", functions("mine") + ",\"tool_choice\":" + choice);

            assertThat(functionNames(sent)).containsExactly("lookup", "mine");
            assertThat(sent).containsEntry("tool_choice", "required");
        }
    }

    private static String functions(String name) {
        return ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"" + name + "\"}}]";
    }

    private static List<String> functionNames(Map<String, Object> request) {
        List<String> names = new ArrayList<>();
        Fields.objects(request, "tools").forEach(t -> names.add(Fields.text(Fields.object(t, "function"), "name")));
        return names;
    }

    private Map<String, Object> sent(String model, String more) throws Exception {
        server.enqueue(Reply.completion("x"));

        HttpResponse<String> response = send(chat(asking(model, "hi", more)));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        RecordedRequest request = server.takeRequest(SOON);
        return request.json();
    }
}
