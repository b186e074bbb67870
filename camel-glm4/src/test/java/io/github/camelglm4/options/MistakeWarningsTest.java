package io.github.camelglm4.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes that would have no visible effect are logged in one warning each. */
class MistakeWarningsTest extends FailureTestSupport {

    private LogCapture logs;

    @BeforeEach
    void startCapture() {
        logs = new LogCapture("io.github.camelglm4");
        server.otherwise(Reply.completion("fine"));
    }

    @AfterEach
    void stopCapture() {
        logs.close();
    }

    private List<String> warnings() {
        return logs.text().lines().filter(line -> line.startsWith("WARN")).toList();
    }

    private void startRoute(String from, String... to) throws Exception {
        try (CamelContext own = new DefaultCamelContext()) {
            Glm4Component component = own.getComponent("glm4", Glm4Component.class);
            component.getService().setBaseUrl(server.baseUrl());
            component.getServer().setServerPort(FreePort.next());
            own.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(from).to(to);
                    from("glm4-tool:known?tags=used").setBody(constant("x"));
                }
            });
            own.start();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apiKey=${GLM4_API_KEY}",
                "apiKey=$GLM4_API_KEY",
                "secretHeaders=RAW(X-Key=${GLM4_API_KEY})",
                "reasoningEffort=${GLM4_API_KEY}"
            })
    void aPlaceholderOfAnotherKind(String option) throws Exception {
        startRoute("direct:a", MODEL + "?" + option);

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains(option.substring(0, option.indexOf('=')), "GLM4_API_KEY", "{{env:GLM4_API_KEY}}");
    }

    @Test
    void aPlaceholderInKeysOfAServer() throws Exception {
        startRoute("glm4:served?serverApiKeys=alice:${ALICE_KEY}", "log:x");

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("serverApiKeys", "${ALICE_KEY}")
                .doesNotContain("alice:");
    }

    @Test
    void aPlaceholderInNamesOfAServer() throws Exception {
        startRoute("glm4:served?serverPath=/${PREFIX}/v1", "log:x");

        assertThat(warnings()).singleElement().asString().contains("serverPath", "{{env:PREFIX}}");
    }

    /** Code in a message is not a placeholder. */
    @Test
    void aPlaceholderInASystemMessageIsText() throws Exception {
        startRoute("direct:a", MODEL + "?systemMessage=RAW(explain ${HOME})");

        assertThat(warnings()).isEmpty();
    }

    @Test
    void anExpressionAsTheNameOfTheModel() throws Exception {
        startRoute("direct:a", "glm4:${header.model}");

        assertThat(warnings()).anyMatch(line -> line.contains("${header.model}"));
    }

    @Test
    void aTagThatNoRouteHas() throws Exception {
        startRoute("direct:a", MODEL + "?toolTags=used,suport");

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("toolTags", "suport")
                .doesNotContain("used,");
    }

    @Test
    void aTagOfTwoEndpointsIsOneWarning() throws Exception {
        startRoute("direct:a", MODEL + "?toolTags=suport", MODEL + "?toolTags=suport&temperature=0.5");

        assertThat(warnings()).singleElement().asString().contains("toolTags", "suport");
    }

    @ParameterizedTest
    @CsvSource({
        "glm4:served?temperature=0.5, log:x, temperature, from",
        "glm4:served?apiKey=k, log:x, apiKey, from",
        "direct:a, glm4:GLM-4-Air?serverPort=8123, serverPort, to",
        "direct:a, glm4:GLM-4-Air?serverApiKeys=alice:sk-secret, serverApiKeys, to",
        "glm4-embedding:served?dimensions=256, log:x, dimensions, from",
        "direct:a, glm4-embedding:embedding-3?serverMaxInputs=10, serverMaxInputs, to"
    })
    void anOptionOfTheOtherDirection(String from, String to, String option, String where) throws Exception {
        startRoute(from, to);

        assertThat(warnings())
                .singleElement()
                .asString()
                .contains("option " + option, where + "(\"" + scheme(where.equals("from") ? from : to) + ":...\")")
                .doesNotContain("sk-secret");
    }

    private static String scheme(String uri) {
        return uri.substring(0, uri.indexOf(':'));
    }

    @Test
    void optionsOfTheRightDirectionAreNone() throws Exception {
        startRoute(
                "glm4:served?serverApiKeys=k&abandonTimeout=5s&maxTemperature=2&maxResponseSize=1000000",
                MODEL + "?apiKey=k&temperature=0.5&abandonTimeout=5s&toolTags=used&maxTemperature=2");

        assertThat(warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CamelGlm4Temprature, did you mean CamelGlm4Temperature",
        "camelglm4maxtoken, did you mean CamelGlm4MaxTokens",
        "CamelGLM4System-Message, did you mean CamelGlm4SystemMessage",
        "CamelGlm4BaseUrl, no effect",
        "CamelGlm4ApiKey, property of the exchange"
    })
    void anUnknownHeader(String header, String hint) {
        for (int i = 0; i < 3; i++) {
            ask(MODEL, "hello", Map.of(header, "1"));
        }

        assertThat(warnings()).singleElement().asString().contains(header, hint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"CamelGlm4Temperature", "camelglm4maxtokens", "CamelGlm4ToolName", "CamelHttpMethod", "Glm"})
    void aKnownHeaderIsNone(String header) {
        ask(MODEL, "hello", Map.of(header, "1"));

        assertThat(warnings()).isEmpty();
    }

    @Test
    void anyNumberOfUnknownHeadersIsABoundedNumberOfWarnings() {
        for (int i = 0; i < 300; i++) {
            ask(MODEL, "hello", Map.of("CamelGlm4X" + i + "\nWARN forged", "1"));
        }

        assertThat(warnings()).hasSizeBetween(50, 100).noneMatch(line -> line.startsWith("WARN forged"));
    }
}
