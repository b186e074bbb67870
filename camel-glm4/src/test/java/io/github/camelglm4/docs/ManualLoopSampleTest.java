package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The loop that the documentation shows runs calls, and ends with an answer. */
class ManualLoopSampleTest extends Glm4TestSupport {

    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void runsTheCallsAndGoesOnWithTheirResults() throws Exception {
        String sample = MarkdownPage.all().stream()
                .flatMap(page -> page.blocks().stream())
                .map(MarkdownPage.CodeBlock::code)
                .filter(code -> code.contains("toolExecution: manual"))
                .findFirst()
                .orElseThrow();
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("sample.yaml", sample));
        server.enqueue(
                Reply.json("{\"choices\":[{\"finish_reason\":\"tool_calls\",\"message\":{\"tool_calls\":[" + call("c1")
                        + "," + call("c2") + "]}}]}"),
                Reply.completion("It is on its way."));

        Exchange exchange = ask("direct:manual", "Where is my order?");

        assertThat(failure(exchange)).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("It is on its way.");
        server.takeRequest(SOON);
        assertThat(server.takeRequest(SOON).text())
                .contains("\"tool_call_id\":\"c1\"", "\"tool_call_id\":\"c2\"")
                .contains("\"content\":\"on its way\"", "Where is my order?");
    }

    private static String call(String id) {
        return "{\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"orderState\",\"arguments\":"
                + "\"{\\\"id\\\":\\\"7\\\"}\"}}";
    }
}
