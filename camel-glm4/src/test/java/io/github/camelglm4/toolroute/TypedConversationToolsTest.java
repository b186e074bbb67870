package io.github.camelglm4.toolroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A typed answer in a remembered conversation, on the way to which tools are called and a wrong answer is given. */
class TypedConversationToolsTest extends ToolTestSupport {

    public record Weather(String city, int degrees) {}

    private static final String ALL = "tools=lookup&memory=true&conversationId=a&outputClass="
            + "io.github.camelglm4.toolroute.TypedConversationToolsTest$Weather";

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:lookup").setBody(constant("21"));
            }
        };
    }

    @Test
    void theTurnIsRememberedWithItsToolsAndWithoutTheWrongAnswer() {
        server.enqueue(
                calling(call("c1", "lookup", "{}")),
                Reply.completion("{\"city\":\"Ulm\"}"),
                calling(call("c1", "lookup", "{}")),
                Reply.completion("{\"city\":\"Ulm\",\"degrees\":21}"),
                Reply.completion("{\"city\":\"Bonn\",\"degrees\":3}"));

        Exchange first = answered(ALL);
        Exchange second = answered(ALL);

        assertThat(first.getMessage().getBody()).isEqualTo(new Weather("Ulm", 21));
        assertThat(first.getMessage().getHeaders())
                .containsEntry(Glm4Headers.ATTEMPTS, 4)
                .containsEntry(Glm4Headers.TOOL_ROUNDS, 2);
        for (int i = 0; i < 4; i++) {
            request();
        }
        List<Map<String, Object>> history = messages(request());
        assertThat(history)
                .extracting(message -> message.get("role"))
                .containsExactly("system", "user", "assistant", "tool", "assistant", "tool", "assistant", "user");
        assertThat(history)
                .element(6)
                .satisfies(said -> assertThat(said).containsEntry("content", "{\"city\":\"Ulm\",\"degrees\":21}"));
        assertThat(second.getMessage().getBody()).isEqualTo(new Weather("Bonn", 3));
    }
}
