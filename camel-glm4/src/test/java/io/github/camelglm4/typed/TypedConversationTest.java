package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Typed answers with tools, and with conversations, which only store answers that fit. */
class TypedConversationTest extends TypedTestSupport {

    private static final String CALL = "{\"id\":\"c1\",\"type\":\"function\",\"function\":"
            + "{\"name\":\"rate\",\"arguments\":\"{\\\"currency\\\":\\\"USD\\\"}\"}}";

    @Test
    void toolsRunOnTheWay() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:rate?description=The rate of a currency&parameter.currency=string")
                        .setBody(constant("0.9"));
            }
        });
        server.enqueue(
                Reply.json(GlmJson.completion("")
                        .replace("\"content\":\"\"", "\"content\":\"\",\"tool_calls\":[" + CALL + "]")),
                Reply.completion("no JSON"),
                Reply.completion(INVOICE_JSON));

        Exchange exchange = ask(INVOICE + "&tools=rate", "Read this.");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(Invoice.class);
        assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(3);
        assertThat(exchange.getMessage().getHeader("CamelGlm4TotalTokens")).isEqualTo(57L);
        // the next request still contains the result of the tool
        assertThat(messages(2))
                .extracting(m -> m.get("role"))
                .containsExactly("system", "user", "assistant", "tool", "assistant", "user");
    }

    @Test
    void aRouteThatRunsTheToolsItselfGetsTheObjectInTheEnd() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:rate?description=The rate of a currency&parameter.currency=string")
                        .setBody(constant("never asked"));
            }
        });
        String uri = INVOICE + "&tools=rate&toolExecution=manual";
        server.enqueue(
                Reply.json(GlmJson.completion("")
                        .replace("\"content\":\"\"", "\"content\":\"\",\"tool_calls\":[" + CALL + "]")),
                Reply.completion("no JSON"),
                Reply.completion(INVOICE_JSON));

        Exchange exchange = ask(uri, "Read this.");
        assertThat(exchange.getMessage().getBody())
                .isEqualTo(List.of(Map.of("id", "c1", "name", "rate", "arguments", Map.of("currency", "USD"))));
        exchange.getMessage().setBody(List.of(Map.of("role", "tool", "tool_call_id", "c1", "content", "0.9")));
        template.send(uri, exchange);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(Invoice.class);
        assertThat(messages(1)).extracting(m -> m.get("role")).containsExactly("system", "user", "assistant", "tool");
        assertThat(messages(2))
                .extracting(m -> m.get("role"))
                .containsExactly("system", "user", "assistant", "tool", "assistant", "user");
    }

    @Test
    void aConversationKeepsTheAnswerThatFits() {
        String uri = INVOICE + "&memory=true";
        Map<String, Object> id = Map.of("CamelGlm4ConversationId", "typed-1");
        server.enqueue(Reply.completion("no JSON"), Reply.completion(INVOICE_JSON), Reply.completion(INVOICE_JSON));

        assertThat(ask(uri, "Read this.", id).getMessage().getBody()).isInstanceOf(Invoice.class);
        assertThat(ask(uri, "And this.", id).getMessage().getBody()).isInstanceOf(Invoice.class);

        List<Map<String, Object>> second = messages(2);
        assertThat(second).extracting(m -> m.get("role")).containsExactly("system", "user", "assistant", "user");
        assertThat(second.get(2)).containsEntry("content", INVOICE_JSON);
    }
}
