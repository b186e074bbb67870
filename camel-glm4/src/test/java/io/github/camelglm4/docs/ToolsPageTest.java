package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
import org.apache.camel.Exchange;

/** The samples of docs/tools.md. */
class ToolsPageTest extends DocPageTest {

    @SampleOf("tools.md#defining-and-offering-a-tool")
    void runsTheToolThatIsNamed(Sample.Version sample) throws Exception {
        server.enqueue(call("c1", "lookupOrder", "{\"id\":\"7\"}"), Reply.completion("On its way."));
        sample.load(context);

        assertThat(failure(ask("direct:support", "Where is order 7?"))).isNull();

        assertThat(request())
                .contains("\"name\":\"lookupOrder\"", "Looks up an order by its number", "Number of the order")
                .contains("\"required\":[\"id\"]");
        assertThat(request()).contains("\"content\":\"Order 7 is on its way.\"");
        assertThat(logged()).containsExactly("On its way. (after 1 rounds of tools)");
    }

    @SampleOf("tools.md#defining-and-offering-a-tool/2")
    void runsTheToolWithTheTag(Sample.Version sample) throws Exception {
        server.enqueue(call("c1", "stock", "{\"item\":\"cups\"}"), Reply.completion("Seven."));
        sample.load(context);

        assertThat(ask("direct:shop", "How many cups?").getMessage().getBody()).isEqualTo("Seven.");

        assertThat(request()).contains("Returns the number of items in stock", "\"required\":[\"item\"]");
        assertThat(request()).contains("\"content\":\"7 of cups\"");
    }

    @SampleOf("tools.md#approval")
    void keepsARefundFromBeingPaid(Sample.Version sample) throws Exception {
        server.enqueue(call("c1", "refund", "{\"amount\":150}"), Reply.completion("Wait."));
        server.enqueue(call("c2", "refund", "{\"amount\":50}"), Reply.completion("Done."));
        sample.load(context);

        assertThat(ask("direct:refunds", "150, please").getMessage().getBody()).isEqualTo("Wait.");
        assertThat(ask("direct:refunds", "50, please").getMessage().getBody()).isEqualTo("Done.");

        request();
        assertThat(request()).contains("a person has to decide that").doesNotContain("refunded");
        request();
        assertThat(request()).contains("\"content\":\"refunded\"").doesNotContain("a person");
    }

    @SampleOf("tools.md#manual-tool-execution")
    void runsTheCallsAndGoesOnWithTheirResults(Sample.Version sample) throws Exception {
        server.enqueue(
                Reply.json("{\"choices\":[{\"finish_reason\":\"tool_calls\",\"message\":{\"tool_calls\":["
                        + toolCall("c1", "orderState", "{\"id\":\"7\"}") + ","
                        + toolCall("c2", "orderState", "{\"id\":\"8\"}") + "]}}]}"),
                Reply.completion("They are on their way."));
        sample.load(context);

        Exchange exchange = ask("direct:manual", "Where are my orders?");

        assertThat(failure(exchange)).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("They are on their way.");
        request();
        assertThat(request())
                .contains("\"tool_call_id\":\"c1\"", "\"tool_call_id\":\"c2\"")
                .contains("\"content\":\"on its way\"", "Where are my orders?");
    }
}
