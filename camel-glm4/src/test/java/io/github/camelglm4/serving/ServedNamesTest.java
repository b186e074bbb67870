package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which route answers to which name, and which routes cannot live on one server. */
@Timeout(60)
class ServedNamesTest extends ServedLifeTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:Support-Bot").routeId("support").setBody(constant("route support"));
                from("glm4:THAI/Ich-9b:Chat").setBody(constant("route chat"));
                from("glm4:twin").setBody(constant("route small"));
                from("glm4:TWIN").setBody(constant("route large"));
                from("glm4:*").routeId("any").setBody(simple("route any asked for ${header.CamelGlm4ServedModel}"));
            }
        };
    }

    private void add(String uri) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).routeId("added").setBody(constant("route added"));
            }
        });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Support-Bot,          route support",
        "support-bot,          route support",
        "SUPPORT-BOT,          route support",
        "thai/ich-9B:chat,     route chat",
        "twin,                 route small",
        "TWIN,                 route large",
        "support,              route any asked for support",
        "Something-Else,       route any asked for Something-Else",
        "*,                    route any asked for *"
    })
    void answersAs(String asked, String answer) throws Exception {
        HttpResponse<String> response = send(chat(unstreamed(asked)));

        assertThat(response.body()).contains("\"" + answer + "\"");
        assertThat(json(response)).containsEntry("model", asked);
    }

    @Test
    void withoutARouteForEveryNameAnUnknownOneIsNotThere() throws Exception {
        context.getRouteController().stopRoute("any");

        HttpResponse<String> response = send(chat(unstreamed("Something-Else")));

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("model_not_found").contains("Something-Else");
    }

    @Test
    void secondRouteOfTheSameNameDoesNotStart() throws Exception {
        // another URI is another endpoint, of the same name
        assertThatThrownBy(() -> add("glm4:Support-Bot?maxTokens=1"))
                .hasMessageContaining("another route already serves the model Support-Bot");

        assertThat(send(chat(unstreamed("Support-Bot"))).body()).contains("route support");
    }

    @Test
    void secondRouteOfTheSameNameTakesOverWhenTheFirstHasGone() throws Exception {
        context.getRouteController().stopRoute("support");

        add("glm4:Support-Bot?maxTokens=1");

        assertThat(send(chat(unstreamed("Support-Bot"))).body()).contains("route added");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "serverPath, /v2",
        "serverCors, https://app.example.com",
        "maxRequestSize, 1000",
        "abandonTimeout, 5s",
        "sslContextParameters, #tls"
    })
    void routeWithOtherOptionsOfTheServerDoesNotStart(String option, String value) throws Exception {
        SSLContextParameters tls = new SSLContextParameters();
        tls.setKeyManagers(new KeyManagersParameters());
        context.getRegistry().bind("tls", tls);

        assertThatThrownBy(() -> add("glm4:other?" + option + "=" + value))
                .hasMessageContaining(option)
                .hasMessageContaining("localhost:" + port);

        assertThat(send(chat(unstreamed("Support-Bot"))).body()).contains("route support");
    }
}
