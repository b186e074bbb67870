package io.github.camelglm4.docs;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
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

    @SampleOf("kamelets.md#serve")
    void servesAModel(Sample.Version sample) throws Exception {
        sample.load(context);

        assertThat(askServed("parrot", "none").body()).contains("You said: Hi");
    }

    @SampleOf("kamelets.md#in-a-pipe")
    void bindsASourceToAnAction(Sample.Version sample) throws Exception {
        server.otherwise(Reply.completion("Hello."));
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("pipe.yaml", sample.code()));

        assertThat(askServed("translator", "none").body()).contains("Hello.");
        assertThat(server.takeRequest(SOON).text()).contains("Translate into English.");
    }
}
