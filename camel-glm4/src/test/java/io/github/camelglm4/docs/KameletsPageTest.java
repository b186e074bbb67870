package io.github.camelglm4.docs;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.testing.Reply;
import java.net.http.HttpResponse;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

class KameletsPageTest extends DocPageTest {

    @SampleOf("kamelets.md#kamelets")
    void callsTheRouteThatWaits(Sample.Version sample) throws Exception {
        server.otherwise(Reply.completion("A known way to connect applications."));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").to("glm4:GLM-4-Air");
            }
        });

        sample.load(context);

        assertThat(server.takeRequest(SOON).text()).contains("What is an enterprise integration pattern?");
    }

    @SampleOf("kamelets.md#classify")
    void hasARouteForEachCategory(Sample.Version sample) throws Exception {
        sample.load(context);

        for (String category : List.of("billing", "delivery", "other")) {
            server.otherwise(Reply.completion("{\"value\": \"" + category + "\"}"));
            assertThat(failure(ask("direct:letter", "Hello"))).isNull();
        }
    }

    @SampleOf("kamelets.md#classify")
    void routesALetterByItsCategory(Sample.Version sample) throws Exception {
        server.otherwise(Reply.completion("{\"value\": \"delivery\"}"));
        sample.load(context);

        Exchange exchange = ask("direct:letter", "Where is my parcel?");

        assertThat(failure(exchange)).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("We look for your parcel.");
        assertThat(server.takeRequest(SOON).text()).contains("What is the letter of a customer about?", "billing");
    }

    @SampleOf("kamelets.md#extract")
    void readsAnInvoice(Sample.Version sample) throws Exception {
        server.otherwise(Reply.completion("{\"number\": \"A-17\", \"items\": []}"));
        sample.load(context);

        Exchange exchange = ask("direct:invoice", "Invoice A-17");

        assertThat(failure(exchange)).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("{\"number\":\"A-17\",\"items\":[]}");
    }

    @SampleOf("kamelets.md#embedding")
    void turnsAPassageIntoAVectorInJson(Sample.Version sample) throws Exception {
        server.otherwise(Reply.json("{\"data\":[{\"index\":0,\"embedding\":[0.5,0.1,-1]}]}"));
        sample.load(context);

        Exchange exchange = ask("direct:passage", "A lamp.");

        assertThat(failure(exchange)).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("[0.5,0.1,-1.0]");
        assertThat(request()).contains("\"dimensions\":256");
        assertThat(logged()).containsExactly("A lamp. [0.5,0.1,-1.0]");
    }

    @SampleOf("kamelets.md#rerank")
    void sortsDocumentsInJson(Sample.Version sample) throws Exception {
        server.otherwise(Reply.json(
                "{\"results\":[{\"index\":2,\"relevance_score\":0.9}," + "{\"index\":0,\"relevance_score\":0.5}]}"));
        sample.load(context);

        Exchange exchange = ask(
                "direct:documents",
                "{\"query\":\"red?\",\"documents\":[\"A lamp.\",\"A chair.\",{\"text\":\"A red lamp.\",\"line\":7}]}");

        assertThat(failure(exchange)).isNull();
        String sorted = "[{\"text\":\"A red lamp.\",\"line\":7},\"A lamp.\"]";
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(sorted);
        assertThat(request()).contains("\"query\":\"red?\"", "\"top_n\":2", "\"A chair.\",\"A red lamp.\"");
        assertThat(logged()).containsExactly("[0.9, 0.5] " + sorted);
    }

    @SampleOf("kamelets.md#moderation")
    void asksAnEditor(Sample.Version sample) throws Exception {
        server.enqueue(verdict("PASS"), verdict("REVIEW"), verdict("REJECT"));
        sample.load(context);

        assertThat(failure(ask("direct:comment", "A nice lamp."))).isNull();
        assertThat(failure(ask("direct:comment", "You lamp!"))).isNull();
        assertThat(failure(ask("direct:comment", "Worse."))).isInstanceOf(Glm4ContentFilterException.class);
        assertThat(logged()).containsExactly("an editor reads: You lamp!");
    }

    private static Reply verdict(String level) {
        return Reply.json("{\"result_list\":[{\"risk_level\":\"" + level + "\",\"risk_type\":[\"insult\"]}]}");
    }

    @SampleOf("kamelets.md#serve")
    void servesAModel(Sample.Version sample) throws Exception {
        sample.load(context);

        assertThat(askServed("parrot", "none").body()).contains("You said: Hi");
    }

    @SampleOf("kamelets.md#in-a-pipe")
    void bindsASourceToActions(Sample.Version sample) throws Exception {
        server.enqueue(verdict("PASS"), Reply.completion("Hello."), verdict("REJECT"));
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("pipe.yaml", sample.code()));

        assertThat(askServed("translator", "none").body()).contains("Hello.");
        assertThat(server.takeRequest(SOON).json()).containsEntry("input", "Hi");
        assertThat(server.takeRequest(SOON).text()).contains("Translate into English.");
        HttpResponse<String> rejected = askServed("translator", "none");
        assertThat(rejected.statusCode()).isEqualTo(400);
        assertThat(server.requests()).hasSize(3);
    }
}
