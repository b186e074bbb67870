package io.github.camelglm4;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The same call in each of the languages of routes. */
class RouteLanguagesTest extends MessageTestSupport {

    @Test
    void asksFromARouteInJava() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask")
                        .setHeader("CamelGlm4MaxTokens", constant(100))
                        .to("glm4:org/glm-4-9b-chat?systemMessage=RAW(简短回答 R&D: 100% + more)&temperature=0.3"
                                + "&stop=END&additionalBodyProperty.seed=7");
            }
        });

        assertAsks();
    }

    @Test
    void asksFromARouteInYaml() throws Exception {
        load("route.camel.yaml", """
                - route:
                    id: ask
                    from:
                      uri: direct:ask
                      steps:
                        - setHeader:
                            name: CamelGlm4MaxTokens
                            constant: 100
                        - to:
                            uri: glm4:org/glm-4-9b-chat
                            parameters:
                              systemMessage: "RAW(简短回答 R&D: 100% + more)"
                              temperature: 0.3
                              stop: END
                              additionalBodyProperty.seed: 7
                """);

        assertAsks();
    }

    @Test
    void asksFromARouteInXml() throws Exception {
        load("route.camel.xml", """
                <route id="ask">
                  <from uri="direct:ask"/>
                  <setHeader name="CamelGlm4MaxTokens"><constant>100</constant></setHeader>
                  <to uri="glm4:org/glm-4-9b-chat?systemMessage=RAW(简短回答 R&amp;D: 100% + more)&amp;temperature=0.3&amp;stop=END&amp;additionalBodyProperty.seed=7"/>
                </route>
                """);

        assertAsks();
    }

    private void load(String name, String text) throws Exception {
        Resource resource = ResourceHelper.fromString(name, text);
        PluginHelper.getRoutesLoader(context).loadRoutes(resource);
    }

    private void assertAsks() {
        assertThat(sent("direct:ask", "你好"))
                .isEqualTo(Map.of(
                        "model",
                        "org/glm-4-9b-chat",
                        "messages",
                        List.of(system("简短回答 R&D: 100% + more"), user("你好")),
                        "temperature",
                        0.3,
                        "stop",
                        List.of("END"),
                        "seed",
                        7,
                        "max_tokens",
                        100));
    }

    @Test
    void aYamlSampleNeedsNoQuotesForPlainText() throws Exception {
        load("plain.camel.yaml", """
                - from:
                    uri: direct:plain
                    steps:
                      - to:
                          uri: glm4:GLM-4-Air
                          parameters:
                            systemMessage: 你是诗人。Be brief, please
                            responseFormat: json_object
                """);

        assertThat(sent("direct:plain", "Hi"))
                .containsEntry("messages", List.of(system("你是诗人。Be brief, please"), user("Hi")))
                .containsEntry("response_format", Map.of("type", "json_object"));
    }

    @Test
    void propertiesOfAnApplicationSetTheComponent() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("camel.component.glm4.base-url", server.url("/application"));
        properties.setProperty("camel.component.glm4.api-key", "sk-of-the-application");
        properties.setProperty("camel.component.glm4.max-temperature", "2");
        Main main = new Main();
        main.setOverrideProperties(properties);
        main.start();
        try {
            Objects.requireNonNull(main.getCamelTemplate()).sendBody("glm4:GLM-4-Air?temperature=1.5", "Hi");
        } finally {
            main.stop();
        }

        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.path()).isEqualTo("/application/chat/completions");
            assertThat(request.header("Authorization")).isEqualTo("Bearer sk-of-the-application");
            assertThat(request.json()).containsEntry("temperature", 1.5);
        });
    }
}
