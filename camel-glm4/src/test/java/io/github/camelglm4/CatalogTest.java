package io.github.camelglm4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Editors and build plugins know the component by its catalogue entry, and find a typo with it. */
class CatalogTest {

    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private JsonNode entry;

    @BeforeEach
    void addTheComponent() throws IOException {
        try (InputStream json = Glm4Component.class.getResourceAsStream("/META-INF/io/github/camelglm4/glm4.json")) {
            String text = new String(json.readAllBytes(), UTF_8);
            entry = new ObjectMapper().readTree(text);
            catalog.addComponent("glm4", Glm4Component.class.getName(), text);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "glm4:GLM-4-Air",
                "glm4:*",
                "glm4:org/glm-4-9b-chat",
                "glm4:glm-4:9b?temperature=0.7&topP=0.9",
                "glm4:GLM-4-Air?baseUrl=http://localhost:8000/v1&apiKey=RAW(sk-1)&authMode=jwt",
                "glm4:GLM-4-Air?systemMessage=resource:classpath:instructions.txt&maxTokens=100&stop=END,STOP",
                "glm4:GLM-4-Air?thinking=disabled&responseFormat=json_object&output=completion&input=text",
                "glm4:GLM-4-Air?requestTimeout=10s&retryDelay=500&maxRetries=0&maxConcurrentRequests=5",
                "glm4:GLM-4-Air?additionalBodyProperty.seed=7&additionalHeaders=#bean:tenant&secretHeaders=#bean:secret",
                "glm4:GLM-4-Air?sslContextParameters=#tls&proxyType=SOCKS5&proxyHost=proxy&proxyPort=1080"
            })
    void goodUrisPass(String uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri, false, false, true);

        assertThat(result.isSuccess()).as(result.summaryErrorMessage(true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "temprature=0.5, temprature",
        "thinking=maybe, thinking",
        "maxTokens=many, maxTokens",
        "doSample=perhaps, doSample",
        "temperature=warm, temperature"
    })
    void wrongUrisAreExplained(String option, String named) {
        EndpointValidationResult result = catalog.validateEndpointProperties("glm4:GLM-4-Air?" + option);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.summaryErrorMessage(true)).contains(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"componentProperties", "properties", "headers"})
    void everythingHasADescription(String section) {
        List<String> bare = new ArrayList<>();
        entry.get(section).fields().forEachRemaining(option -> {
            if (option.getValue().path("description").asText().isBlank()) {
                bare.add(option.getKey());
            }
        });

        assertThat(entry.get(section)).isNotEmpty();
        assertThat(bare).isEmpty();
    }

    @Test
    void everyHeaderConstantIsInIt() throws IllegalAccessException {
        List<String> constants = new ArrayList<>();
        for (Field field : Glm4Headers.class.getFields()) {
            assertThat(Modifier.isStatic(field.getModifiers())).isTrue();
            constants.add((String) field.get(null));
        }
        List<String> known = new ArrayList<>();
        entry.get("headers").fieldNames().forEachRemaining(known::add);

        assertThat(known).containsExactlyInAnyOrderElementsOf(constants).allMatch(name -> name.startsWith("CamelGlm4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKey", "secretHeaders", "proxyPassword"})
    void secretsAreMarked(String option) {
        assertThat(entry.at("/properties/" + option + "/secret").asBoolean()).isTrue();
        assertThat(entry.at("/componentProperties/" + option + "/secret").asBoolean())
                .isTrue();
    }

    @Test
    void theCatalogTakesAUriApart() throws Exception {
        Map<String, String> parts = catalog.endpointProperties("glm4:org/glm-4-9b-chat?temperature=0.7");

        assertThat(parts).containsOnly(Map.entry("model", "org/glm-4-9b-chat"), Map.entry("temperature", "0.7"));
    }
}
