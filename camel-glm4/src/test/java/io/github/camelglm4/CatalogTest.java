package io.github.camelglm4;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.batchroute.Glm4BatchComponent;
import io.github.camelglm4.embeddingroute.Glm4EmbeddingComponent;
import io.github.camelglm4.moderationroute.Glm4ModerationComponent;
import io.github.camelglm4.rerankroute.Glm4RerankComponent;
import io.github.camelglm4.toolroute.Glm4ToolComponent;
import io.github.camelglm4.toolroute.Glm4ToolHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.suggest.CatalogSuggestionStrategy;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Editors and build plugins use the catalog entries of the components, and detect typos with them. */
class CatalogTest {

    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private final Map<String, JsonNode> entries = new HashMap<>();

    @BeforeEach
    void addTheComponents() throws IOException {
        add("glm4", Glm4Component.class);
        add("glm4-batch", Glm4BatchComponent.class);
        add("glm4-embedding", Glm4EmbeddingComponent.class);
        add("glm4-moderation", Glm4ModerationComponent.class);
        add("glm4-rerank", Glm4RerankComponent.class);
        add("glm4-tool", Glm4ToolComponent.class);
    }

    @BeforeEach
    void suggestWhatWasMeant() {
        catalog.setSuggestionStrategy(new CatalogSuggestionStrategy());
    }

    private void add(String scheme, Class<?> component) throws IOException {
        String folder = "/META-INF/" + component.getPackageName().replace('.', '/') + "/";
        try (InputStream json = component.getResourceAsStream(folder + scheme + ".json")) {
            String text = new String(json.readAllBytes(), UTF_8);
            entries.put(scheme, new ObjectMapper().readTree(text));
            catalog.addComponent(scheme, component.getName(), text);
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
                "glm4:GLM-4-Air?sslContextParameters=#tls&proxyType=SOCKS5&proxyHost=proxy&proxyPort=1080",
                "glm4-batch:nightly?model=GLM-4-Air&systemMessage=Classify&outputClass=com.acme.Topic&maxRequests=10",
                "glm4-batch:nightly?input=jsonl&maxFileSize=50000000&apiKey=RAW(sk-1)&maxRetries=5",
                "glm4-embedding:embedding-3?dimensions=1024&maxInputs=32&maxParallelRequests=2&apiKey=RAW(sk-1)",
                "glm4-moderation:moderation?rejectAt=REVIEW",
                "glm4-rerank:rerank?topN=5&minScore=0.5&textField=passage&maxRetries=5",
                "glm4-tool:lookup?description=Looks up&tags=a,b&parameter.id=string&parameter.id.required=true",
                "glm4-tool:lookup?argSchema=resource:classpath:order.json"
            })
    void goodUrisPass(String uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri, false, false, true);

        assertThat(result.isSuccess()).as(result.summaryErrorMessage(true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "glm4:GLM-4-Air?temprature=0.5, temprature, temperature",
        "glm4:GLM-4-Air?systemMesage=Hi, systemMesage, systemMessage",
        "glm4-embedding:embedding-3?dimension=256, dimension, dimensions",
        "glm4-moderation:moderation?rejctAt=REJECT, rejctAt, rejectAt",
        "glm4-rerank:rerank?minScor=0.5, minScor, minScore",
        "glm4-tool:lookup?descripton=Looks up, descripton, description"
    })
    void unknownOptionsAreExplained(String uri, String wrong, String meant) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri);

        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getUnknown()).containsExactly(wrong);
        assertThat(result.summaryErrorMessage(true)).contains(wrong, "Unknown option", "Did you mean: [" + meant);
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
        entries.forEach((scheme, entry) -> {
            List<String> bare = new ArrayList<>();
            entry.get(section).fields().forEachRemaining(option -> {
                if (option.getValue().path("description").asText().isBlank()) {
                    bare.add(option.getKey());
                }
            });

            assertThat(entry.get(section)).as(scheme).isNotEmpty();
            assertThat(bare).as(scheme).isEmpty();
        });
    }

    @Test
    void everyHeaderConstantIsInIt() throws IllegalAccessException {
        assertHeaders("glm4", Glm4Headers.class);
        assertHeaders("glm4-batch", Glm4BatchHeaders.class);
        assertHeaders("glm4-embedding", Glm4EmbeddingHeaders.class);
        assertHeaders("glm4-moderation", Glm4ModerationHeaders.class);
        assertHeaders("glm4-rerank", Glm4RerankHeaders.class);
        assertHeaders("glm4-tool", Glm4ToolHeaders.class);
    }

    private void assertHeaders(String scheme, Class<?> headers) throws IllegalAccessException {
        List<String> constants = new ArrayList<>();
        for (Field field : headers.getFields()) {
            assertThat(Modifier.isStatic(field.getModifiers())).isTrue();
            constants.add((String) field.get(null));
        }
        List<String> known = new ArrayList<>();
        entries.get(scheme).get("headers").fieldNames().forEachRemaining(known::add);

        assertThat(known).containsExactlyInAnyOrderElementsOf(constants).allMatch(name -> name.startsWith("CamelGlm4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKey", "secretHeaders", "proxyPassword"})
    void secretsAreMarked(String option) {
        JsonNode entry = entries.get("glm4");
        assertThat(entry.at("/properties/" + option + "/secret").asBoolean()).isTrue();
        assertThat(entry.at("/componentProperties/" + option + "/secret").asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "glm4, systemMessage",
        "glm4-batch, maxRequests",
        "glm4-embedding, maxInputs",
        "glm4-rerank, topN",
        "glm4-moderation, rejectAt",
        "glm4-tool, argSchema"
    })
    void aContextFindsTheEntriesByItself(String scheme, String option) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            assertThat(PluginHelper.getRuntimeCamelCatalog(context).componentJSonSchema(scheme))
                    .contains("\"scheme\": \"" + scheme + "\"", "\"" + option + "\"");
        }
    }

    @Test
    void optionsAreInGroupsOfAHandful() {
        Map<String, Integer> groups = new HashMap<>();
        entries.get("glm4")
                .get("properties")
                .forEach(option -> groups.merge(option.get("group").asText(), 1, Integer::sum));

        assertThat(groups)
                .containsKeys("common", "consumer", "producer", "streaming", "tools", "conversation", "output")
                .containsKeys("reliability", "security", "proxy")
                .allSatisfy((group, size) -> assertThat(size).as(group).isLessThanOrEqualTo(12));
    }

    @Test
    void groupsAreNoOptions() {
        entries.forEach((scheme, entry) -> assertThat(entry.get("componentProperties"))
                .as(scheme)
                .noneMatch(option -> option.get("javaType").asText().endsWith("Options")));
        assertThat(entries.get("glm4")
                        .at("/componentProperties/baseUrl/configurationField")
                        .asText())
                .isEqualTo("service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connectTimeout", "responseTimeout", "idleTimeout", "requestTimeout", "abandonTimeout"})
    void durationsAreMarked(String option) {
        assertThat(entries.get("glm4").at("/properties/" + option + "/type").asText())
                .isEqualTo("duration");
    }

    @ParameterizedTest
    @CsvSource({
        "glm4, systemMessage",
        "glm4, outputSchema",
        "glm4, tools",
        "glm4-batch, outputSchema",
        "glm4-batch, tools",
        "glm4-tool, description",
        "glm4-tool, argSchema"
    })
    void textsThatMayStandInAFileAreMarked(String scheme, String option) {
        JsonNode fields = entries.get(scheme).at("/properties/" + option);
        assertThat(fields.path("supportFileReference").asBoolean()).isTrue();
    }

    @Test
    void theCatalogTakesAUriApart() throws Exception {
        Map<String, String> parts = catalog.endpointProperties("glm4:org/glm-4-9b-chat?temperature=0.7");

        assertThat(parts).containsOnly(Map.entry("model", "org/glm-4-9b-chat"), Map.entry("temperature", "0.7"));
    }
}
