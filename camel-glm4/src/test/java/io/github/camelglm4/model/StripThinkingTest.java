package io.github.camelglm4.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.testing.Reply;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** With stripThinking, a thinking part in the text is moved to its header. */
class StripThinkingTest extends MessageTestSupport {

    @Test
    void movesThinkingIntoItsHeader() {
        server.enqueue(Reply.completion("<think>\nHm\n</think>\n\nHello"));

        Exchange exchange = ask(MODEL + "?stripThinking=true", "Hi");

        assertThat(exchange.getMessage().getBody()).isEqualTo("Hello");
        assertThat(exchange.getMessage().getHeader(Glm4Headers.REASONING_CONTENT))
                .isEqualTo("\nHm\n");
    }

    @Test
    void leavesATextWithoutThinkingAlone() {
        server.enqueue(Reply.completion(" Hello"));

        Exchange exchange = ask(MODEL + "?stripThinking=true", "Hi");

        assertThat(exchange.getMessage().getBody()).isEqualTo(" Hello");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(Glm4Headers.REASONING_CONTENT);
    }

    @Test
    void movesThinkingOfAPushedStreamOnce() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:chunk").to("mock:chunk");
            }
        });
        server.enqueue(Reply.completionStream("<think>a</think>", "b</think>c"));

        Exchange exchange = ask("glm4:m?stripThinking=true&streamTo=direct:chunk", "Hi");

        assertThat(exchange.getMessage().getBody()).isEqualTo("b</think>c");
        assertThat(exchange.getMessage().getHeader("CamelGlm4ReasoningContent")).isEqualTo("a");
    }

    @Test
    void isOffUnlessAskedFor() {
        server.enqueue(Reply.completion("<think>Hm</think>Hello"));

        Exchange exchange = ask(MODEL, "Hi");

        assertThat(exchange.getMessage().getBody()).isEqualTo("<think>Hm</think>Hello");
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(Glm4Headers.REASONING_CONTENT);
    }

    @Test
    void theComponentMayAskForAllEndpoints() {
        context.getComponent("glm4", Glm4Component.class).getBodies().setStripThinking(true);
        server.enqueue(Reply.completion("<think>Hm</think>Hello"), Reply.completion("<think>Hm</think>Hello"));

        assertThat(ask(MODEL, "Hi").getMessage().getBody()).isEqualTo("Hello");
        assertThat(ask(MODEL + "?stripThinking=false", "Hi").getMessage().getBody())
                .isEqualTo("<think>Hm</think>Hello");
    }
}
