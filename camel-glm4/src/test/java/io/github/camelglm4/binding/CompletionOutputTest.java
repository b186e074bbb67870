package io.github.camelglm4.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.junit.jupiter.api.Test;

/** The complete answer as a body: as text, as a Map and as JSON, with all fields of the service. */
class CompletionOutputTest extends MessageTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String ANSWER = """
            {"choices":[{"finish_reason":"stop","index":0,"seen":{"by":["us"]},
               "message":{"content":"你好 [ref_1]","role":"assistant","reasoning_content":"A greeting.","mood":"good",
                 "tool_calls":[{"id":"s","type":"web_search","web_search":{"output":[1,2.5,true]}}]}}],
             "created":1767240000,"id":"20260101","model":"glm-4-air","object":"chat.completion","request_id":"2026",
             "web_search":[{"title":"t","refer":"ref_1"}],"content_filter":[{"role":"user","level":3}],
             "usage":{"completion_tokens":9,"prompt_tokens":6,"total_tokens":15,"total_calls":1,
               "prompt_tokens_details":{"cached_tokens":2}}}""";

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:json").to(MODEL + "?output=completion").marshal().json();
                from("direct:back")
                        .to(MODEL + "?output=completion")
                        .marshal()
                        .json()
                        .unmarshal()
                        .json(JsonLibrary.Jackson, ChatCompletion.class);
                from("direct:chain").to(MODEL + "?output=completion").to("glm4:GLM-4-Flash");
            }
        };
    }

    @Test
    void isTheRecordWithEveryPartOfTheAnswer() {
        ChatCompletion completion = completion();

        assertThat(completion.id()).isEqualTo("20260101");
        assertThat(completion.created()).isEqualTo(1_767_240_000L);
        assertThat(completion.model()).isEqualTo("glm-4-air");
        assertThat(completion.text()).isEqualTo("你好 [ref_1]");
        assertThat(completion.finishReason()).isEqualTo("stop");
        assertThat(completion.message().reasoningContent()).isEqualTo("A greeting.");
        assertThat(completion.usage().totalTokens()).isEqualTo(15);
        assertThat(completion.usage().cachedTokens()).isEqualTo(2);
        assertThat(completion.others()).containsOnlyKeys("object", "request_id", "web_search", "content_filter");
    }

    @Test
    void setsTheSameHeadersAsText() {
        server.enqueue(Reply.json(ANSWER), Reply.json(ANSWER));

        Map<String, Object> ofText = ask(MODEL, "Hi").getMessage().getHeaders();
        Map<String, Object> ofCompletion =
                ask(MODEL + "?output=completion", "Hi").getMessage().getHeaders();

        assertThat(ofCompletion).isEqualTo(ofText).hasSize(11);
    }

    @Test
    void convertsToItsText() {
        server.enqueue(Reply.json(ANSWER));

        Exchange exchange = ask(MODEL + "?output=completion", "Hi");

        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("你好 [ref_1]");
    }

    @Test
    void convertsToAMapOfTheWholeAnswer() throws IOException {
        server.enqueue(Reply.json(ANSWER));

        Exchange exchange = ask(MODEL + "?output=completion", "Hi");

        assertThat(JSON.valueToTree(exchange.getMessage().getBody(Map.class)).toString())
                .satisfies(json -> assertThat(JSON.readTree(json)).isEqualTo(JSON.readTree(ANSWER)));
    }

    @Test
    void marshalsToTheJsonOfTheWire() throws IOException {
        server.enqueue(Reply.json(ANSWER));

        String json = ask("direct:json", "Hi").getMessage().getBody(String.class);

        assertThat(JSON.readTree(json)).isEqualTo(JSON.readTree(ANSWER));
    }

    @Test
    void comesBackFromJson() {
        server.enqueue(Reply.json(ANSWER));
        ChatCompletion back = ask("direct:back", "Hi").getMessage().getBody(ChatCompletion.class);

        assertThat(back).isEqualTo(completion());
    }

    @Test
    void isATextBodyForTheNextModel() {
        server.enqueue(Reply.json(ANSWER));

        ask("direct:chain", "Hi");

        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1).json()).containsEntry("messages", userSays("你好 [ref_1]"));
    }

    private ChatCompletion completion() {
        server.enqueue(Reply.json(ANSWER));
        return (ChatCompletion)
                ask(MODEL + "?output=completion", "Hi").getMessage().getBody();
    }
}
