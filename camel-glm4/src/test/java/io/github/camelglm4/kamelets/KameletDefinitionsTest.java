package io.github.camelglm4.kamelets;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What catalogs, operators and graphical editors read in the Kamelets. */
class KameletDefinitionsTest {

    private static final Pattern PROJECT_VERSION = Pattern.compile("<revision>([^<]+)</revision>");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([^}]+)}}");

    static Stream<Path> kamelets() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target/classes/kamelets"))) {
            return files.sorted().toList().stream();
        }
    }

    private static JsonNode read(Path file) throws IOException {
        Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
        return new ObjectMapper().valueToTree(yaml);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void namesAndLabelsAgree(Path file) throws IOException {
        JsonNode kamelet = read(file);
        String name = kamelet.at("/metadata/name").asText();

        assertThat(file.getFileName()).hasToString(name + ".kamelet.yaml");
        assertThat(kamelet.get("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.get("kind").asText()).isEqualTo("Kamelet");
        assertThat(name).endsWith("-" + label(kamelet, "labels", "kamelet.type"));
        for (String annotation : List.of("kamelet.icon", "provider", "kamelet.group", "kamelet.namespace")) {
            assertThat(label(kamelet, "annotations", annotation)).as(annotation).isNotBlank();
        }
    }

    private static String label(JsonNode kamelet, String kind, String name) {
        return kamelet.path("metadata")
                .path(kind)
                .path("camel.apache.org/" + name)
                .asText();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void dependsOnThisVersion(Path file) throws IOException {
        String version = PROJECT_VERSION
                .matcher(Files.readString(Path.of("../pom.xml")))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        JsonNode kamelet = read(file);

        assertThat(kamelet.at("/spec/dependencies"))
                .extracting(JsonNode::asText)
                .contains("mvn:io.github.camel-glm4:camel-glm4:" + version);
        assertThat(label(kamelet, "annotations", "catalog.version")).isEqualTo(version);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void propertiesAreDescribedAndSecretsMarked(Path file) throws IOException {
        JsonNode definition = read(file).at("/spec/definition");

        definition.get("properties").properties().forEach(property -> {
            JsonNode it = property.getValue();
            assertThat(it.path("title").asText()).as(property.getKey()).isNotBlank();
            assertThat(it.path("description").asText()).as(property.getKey()).endsWith(".");
            assertThat(it.path("type").asText()).as(property.getKey()).isIn("string", "integer", "number", "boolean");
            if (property.getKey().contains("Key")) {
                assertThat(it.path("format").asText()).as(property.getKey()).isEqualTo("password");
                assertThat(it.path("x-descriptors").path(0).asText()).isEqualTo("urn:camel:group:credentials");
            }
        });
        assertThat(definition.path("required"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(definition.get("properties").has(name.asText()))
                        .isTrue());
    }

    /** Without this test, a typo in a template would only be found by a user who sets that property. */
    @ParameterizedTest
    @MethodSource("kamelets")
    void theTemplateUsesEveryPropertyAndNoOther(Path file) throws IOException {
        JsonNode spec = read(file).get("spec");
        Set<String> used = new TreeSet<>();
        PLACEHOLDER.matcher(spec.get("template").toString()).results().forEach(match -> used.add(match.group(1)));
        Set<String> declared = new TreeSet<>();
        spec.at("/definition/properties").fieldNames().forEachRemaining(declared::add);
        spec.at("/template/beans").forEach(bean -> declared.add(bean.get("name").asText()));

        assertThat(used).isEqualTo(declared);
    }
}
