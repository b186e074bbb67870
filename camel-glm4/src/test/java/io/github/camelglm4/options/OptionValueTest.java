package io.github.camelglm4.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Endpoint;
import java.io.InputStream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A text that is not valid for the type of its option fails at startup, wherever the option is set. */
class OptionValueTest {

    @ParameterizedTest
    @CsvSource({
        "max-concurrent-requests, five",
        "max-retries, x",
        "request-timeout, abc",
        "request-timeout, 10 sec",
        "max-response-size, 16XB",
        "max-response-size, 3GB",
        "max-request-size, much",
        "server-port, http",
        "max-temperature, hot",
        "temperature, warm",
        "max-tokens, many",
        "block-when-full, yes",
        "max-queued-requests, 5s",
        "max-retries, 99999999999",
        "request-timeout, 9999999999999999999"
    })
    void failsAsAProperty(String option, String value) {
        assertThatThrownBy(() -> component(option, value))
                .hasStackTraceContaining(camelCase(option) + " must be ")
                .hasStackTraceContaining("but is '" + value + "'");
    }

    @ParameterizedTest
    @CsvSource({
        "maxConcurrentRequests, five",
        "maxRetries, x",
        "requestTimeout, abc",
        "maxResponseSize, 16XB",
        "temperature, warm",
        "maxTokens, many",
        "maxTokens, 0.5",
        "maxTokens, 2.7",
        "maxRetries, 0.5",
        "maxToolRounds, x",
        "toolTimeout, soon",
        "outputRetries, x",
        "maxHistoryTokens, x",
        "memory, yes",
        "serverPort, http",
        "maxConcurrentRequests, ''",
        "maxRetries, ''",
        "requestTimeout, ''",
        "requestTimeout, 9999999999999999999",
        "temperature, ''",
        "stripThinking, ''"
    })
    void failsInAUri(String option, String value) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            assertThatThrownBy(() -> context.getEndpoint("glm4:m?" + option + "=" + value))
                    .hasStackTraceContaining(option + " must be ")
                    .hasStackTraceContaining("but is '" + value + "'");
        }
    }

    @Test
    void failsInYaml() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            Resource route = ResourceHelper.fromString("r.yaml", """
                    - from:
                        uri: direct:a
                        steps:
                          - to:
                              uri: glm4:m
                              parameters:
                                apiKey: k
                                maxRetries: three
                    """);
            PluginHelper.getRoutesLoader(context).loadRoutes(route);
            assertThatThrownBy(context::start)
                    .hasStackTraceContaining("maxRetries must be a whole number")
                    .hasStackTraceContaining("but is 'three'");
        }
    }

    @ParameterizedTest
    @CsvSource({"16777216, 16777216", "16MB, 16777216", "16 mb, 16777216", "512KB, 524288", "1MiB, 1048576", "100B, 100"
    })
    void sizesMayHaveAUnit(String value, int bytes) throws Exception {
        assertThat(component("max-response-size", value)).isEqualTo(bytes);
        try (CamelContext context = new DefaultCamelContext()) {
            Glm4Endpoint endpoint =
                    context.getEndpoint("glm4:m?maxRequestSize=" + value.replace(" ", ""), Glm4Endpoint.class);
            assertThat(endpoint.getServer().getMaxRequestSize()).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10s, 10000",
        "500ms, 500",
        "1m30s, 90000",
        "2h, 7200000",
        "1d, 86400000",
        "1500, 1500",
        "PT5S, 5000",
        "RAW(+1500), 1500",
        "RAW( 1500 ), 1500",
        "0, 0"
    })
    void durationsAreThoseOfCamel(String value, long millis) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            Glm4Endpoint endpoint = context.getEndpoint("glm4:m?requestTimeout=" + value, Glm4Endpoint.class);
            assertThat(endpoint.getTimeouts().getRequestTimeout()).isEqualTo(millis);
        }
    }

    @Test
    void placeholdersAreReplacedFirst() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.getPropertiesComponent().addInitialProperty("retries", "7");
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:a").to("glm4:m?apiKey=k&maxRetries={{retries}}");
                }
            });
            context.start();
            assertThat(context.getEndpoint("glm4:m?apiKey=k&maxRetries=7", Glm4Endpoint.class)
                            .getRetry()
                            .getMaxRetries())
                    .isEqualTo(7);
        }
    }

    private static int component(String option, String value) throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.component.glm4." + option, value);
        main.configure().withDurationMaxSeconds(1);
        try {
            main.start();
            return main.getCamelContext()
                    .getComponent("glm4", Glm4Component.class)
                    .getTransport()
                    .getMaxResponseSize();
        } finally {
            main.stop();
        }
    }

    private static String camelCase(String option) {
        StringBuilder name = new StringBuilder();
        for (String word : option.split("-")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"componentProperties", "properties"})
    void everyLongThatIsNoSizeIsATime(String level) throws Exception {
        try (InputStream catalog = getClass().getResourceAsStream("/META-INF/io/github/camelglm4/glm4.json")) {
            new ObjectMapper().readTree(catalog).get(level).properties().forEach(option -> {
                if (option.getValue().get("javaType").asText().equals("long")
                        && !option.getKey().matches("(?i).*(size|bytes)")) {
                    assertThat(option.getValue().get("type").asText())
                            .as(option.getKey())
                            .isEqualTo("duration");
                }
            });
        }
    }
}
