package io.github.camelglm4.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.Glm4Component;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Options in application.properties, and the errors for invalid ones. */
class PropertiesTest {

    /** Excludes the route of the example, which these tests do not use. */
    private static final String WITHOUT_ROUTES = "camel.main.routes-include-pattern=classpath:none/*";

    /** All components, each with the folder of its entry. */
    private static final Map<String, String> CATALOG_FOLDERS = Map.of(
            "glm4", "",
            "glm4-batch", "batchroute/",
            "glm4-embedding", "embeddingroute/",
            "glm4-moderation", "moderationroute/",
            "glm4-rerank", "rerankroute/",
            "glm4-tool", "toolroute/");

    private static final String SECRET = "0123456789abcdef.Sk3tch";

    @EnableAutoConfiguration
    static class Application {

        @Bean
        Map<String, String> tenant() {
            return Map.of("X-Tenant", "acme");
        }
    }

    static class AskingApplication extends Application {

        @Bean
        RouteBuilder route() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ask").to("glm4:GLM-4-Air");
                }
            };
        }
    }

    @Test
    void optionsReachTheComponent() {
        try (ConfigurableApplicationContext application = start(
                "camel.component.glm4.api-key=" + SECRET,
                "camel.component.glm4.maxRetries=7",
                "camel.component.glm4.retry-delay=2s",
                "camel.component.glm4.additional-headers=#bean:tenant",
                "my.url=http://localhost:1/v1",
                "camel.component.glm4.base-url=${my.url}",
                "camel.component.glm4.proxyHost={{my.url}}")) {
            Glm4Component component = component(application);

            assertThat(component.getService().getApiKey()).isEqualTo(SECRET);
            assertThat(component.getRetry().getMaxRetries()).isEqualTo(7);
            assertThat(component.getRetry().getRetryDelay()).isEqualTo(2_000);
            assertThat(component.getService().getAdditionalHeaders()).isEqualTo(Map.of("X-Tenant", "acme"));
            assertThat(component.getService().getBaseUrl()).isEqualTo("http://localhost:1/v1");
            assertThat(component.getTransport().getProxyHost()).isEqualTo("http://localhost:1/v1");
        }
    }

    @Test
    void everyOptionOfTheCatalogIsTaken() throws IOException {
        List<String> properties = new ArrayList<>();
        for (String component : CATALOG_FOLDERS.keySet()) {
            for (Map.Entry<String, JsonNode> option : options(component)) {
                JsonNode value = option.getValue().path("defaultValue");
                if (!option.getValue().path("type").asText().equals("object") && !value.isMissingNode()) {
                    properties.add("camel.component." + component + "." + option.getKey() + "=" + value.asText());
                    properties.add(
                            "camel.component." + component + "." + dashed(option.getKey()) + "=" + value.asText());
                }
            }
        }
        assertThat(properties).hasSizeGreaterThan(50);
        properties.add("camel.component.glm4.api-key=" + SECRET);

        try (ConfigurableApplicationContext application = start(properties.toArray(String[]::new))) {
            assertThat(component(application).getRetry().getMaxRetries()).isEqualTo(2);
        }
    }

    /** In the order: endpoint, component of the scheme, component glm4. */
    @Test
    void optionsOfOtherSchemesHavePrecedenceOverThoseOfGlm4() {
        try (ConfigurableApplicationContext application = start(
                "camel.component.glm4.max-retries=7",
                "camel.component.glm4.retry-delay=2s",
                "camel.component.glm4-embedding.max-retries=5",
                "camel.component.glm4-embedding.dimensions=256",
                "camel.component.glm4-rerank.max-retries=5",
                "camel.component.glm4-rerank.top-n=3",
                "camel.component.glm4-moderation.max-retries=5",
                "camel.component.glm4-moderation.reject-at=REVIEW")) {
            CamelContext context = application.getBean(CamelContext.class);

            for (String scheme : List.of("glm4-embedding", "glm4-rerank", "glm4-moderation")) {
                assertThat(value(context, scheme + ":m?maxRetries=1", "maxRetries"))
                        .isEqualTo(1);
                assertThat(value(context, scheme + ":m", "maxRetries")).isEqualTo(5);
                assertThat(value(context, scheme + ":m", "retryDelay")).isEqualTo(2_000L);
            }
            assertThat(value(context, "glm4-embedding:m", "dimensions")).isEqualTo(256);
            assertThat(value(context, "glm4-embedding:m?dimensions=512", "dimensions"))
                    .isEqualTo(512);
            assertThat(value(context, "glm4-rerank:m", "topN")).isEqualTo(3);
            assertThat(value(context, "glm4-rerank:m?topN=5", "topN")).isEqualTo(5);
            assertThat(value(context, "glm4-moderation:m", "rejectAt")).isEqualTo("REVIEW");
            assertThat(value(context, "glm4-moderation:m?rejectAt=none", "rejectAt"))
                    .isEqualTo("none");
        }
    }

    /** Returns the value that an endpoint uses. */
    private static Object value(CamelContext context, String uri, String option) {
        Endpoint endpoint = context.getEndpoint(uri);
        PropertyConfigurer options = endpoint.getComponent().getEndpointPropertyConfigurer();
        return ((PropertyConfigurerGetter) options).getOptionValue(endpoint, option, false);
    }

    @Test
    void environmentWinsUnderEachOfItsNames() {
        SpringApplicationBuilder builder = new SpringApplicationBuilder(Application.class)
                .properties(WITHOUT_ROUTES, "camel.component.glm4.max-retries=1")
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of(
                                        "CAMEL_COMPONENT_GLM4_MAX_RETRIES", "5",
                                        "CAMEL_COMPONENT_GLM4RERANK_TOP_N", "4",
                                        "CAMEL_COMPONENT_GLM4_RETRYDELAY", "9"))));
        try (ConfigurableApplicationContext application = builder.run()) {
            assertThat(component(application).getRetry().getMaxRetries()).isEqualTo(5);
            assertThat(component(application).getRetry().getRetryDelay()).isEqualTo(9);
            assertThat(value(application.getBean(CamelContext.class), "glm4-rerank:m", "topN"))
                    .isEqualTo(4);
        }
    }

    @Test
    void typoIsAnErrorAtStartThatNamesItAndNotItsValue() {
        assertThatThrownBy(() -> start("camel.component.glm4.api-kye=" + SECRET))
                .rootCause()
                .hasMessageContaining("camel.component.glm4.api-kye")
                .hasMessageNotContaining(SECRET);
        assertThatThrownBy(() -> start("camel.component.glm4-tool.bridge=true"))
                .rootCause()
                .hasMessageContaining("camel.component.glm4-tool.bridge");
        assertThatThrownBy(() -> start("camel.component.glm4-rerank.top=3"))
                .rootCause()
                .hasMessageContaining("camel.component.glm4-rerank.top");
    }

    @Test
    void valueThatDoesNotFitIsAnErrorAtStartThatNamesItsProperty() {
        assertThatThrownBy(() -> start(AskingApplication.class, "camel.component.glm4.max-retries=many"))
                .hasStackTraceContaining("camel.component.glm4.max-retries");
    }

    @Test
    void placeholderThatNobodyResolvesIsNoKey() {
        assertThatThrownBy(() -> start("camel.component.glm4.api-key=${NOBODY_SETS_THIS}"))
                .rootCause()
                .hasMessageContaining("camel.component.glm4.api-key");
    }

    @Test
    void componentCanBeLeftAlone() {
        try (ConfigurableApplicationContext application =
                start("camel.component.glm4.enabled=false", "camel.component.glm4.max-retries=7")) {
            assertThat(component(application).getRetry().getMaxRetries()).isEqualTo(2);
        }
    }

    @Test
    void componentUnderANameOfItsOwnIsSetUpWhereItIsMade() {
        try (ConfigurableApplicationContext application =
                start("camel.component.glm4.api-key=" + SECRET, "camel.component.glm4.max-retries=7")) {
            CamelContext context = application.getBean(CamelContext.class);
            Glm4Component other = new Glm4Component();

            context.addComponent("glm4-eu", other);

            assertThat(other.getService().getApiKey()).isNull();
            assertThat(other.getRetry().getMaxRetries()).isEqualTo(2);
            assertThat(component(application).getRetry().getMaxRetries()).isEqualTo(7);
        }
    }

    private static ConfigurableApplicationContext start(String... properties) {
        return start(Application.class, properties);
    }

    private static ConfigurableApplicationContext start(Class<?> application, String... properties) {
        return new SpringApplicationBuilder(application)
                .properties(WITHOUT_ROUTES, "spring.main.banner-mode=off", "logging.level.root=error")
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("test", map(properties))))
                .run();
    }

    private static Map<String, Object> map(String... properties) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (String property : properties) {
            int equals = property.indexOf('=');
            map.put(property.substring(0, equals), property.substring(equals + 1));
        }
        return map;
    }

    private static Glm4Component component(ConfigurableApplicationContext application) {
        return application.getBean(CamelContext.class).getComponent("glm4", Glm4Component.class);
    }

    private static List<Map.Entry<String, JsonNode>> options(String component) throws IOException {
        String folder = CATALOG_FOLDERS.get(component);
        try (InputStream catalog = Glm4Component.class.getResourceAsStream(
                "/META-INF/io/github/camelglm4/" + folder + component + ".json")) {
            return List.copyOf(new ObjectMapper()
                    .readTree(catalog)
                    .path("componentProperties")
                    .properties());
        }
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase();
    }
}
