package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The sizing of docs/bulk.md, and the manifests of its example: their numbers and names fit the routes and each other.
 */
class BulkPageTest {

    private static final Path EXAMPLE = Path.of("../camel-glm4-examples/bulk");
    private static final Path MANIFESTS = EXAMPLE.resolve("kubernetes");
    private static final Path RESOURCES = EXAMPLE.resolve("src/main/resources");

    @Test
    void aBatchEndsWithinHalfOfThePollInterval() throws IOException {
        Properties defaults = defaults();
        double rounds = Math.ceil(number(defaults, "batch.size") / number(defaults, "concurrency"));
        long request = TimeUtils.toMilliSeconds(defaults.getProperty("camel.component.glm4.request-timeout"));

        assertThat(rounds * request).isLessThanOrEqualTo(number(defaults, "max.poll.interval") / 2);
    }

    @Test
    void thePageHasTheNumbersOfTheExample() throws IOException {
        Properties defaults = defaults();
        String page = Files.readString(Path.of("../docs/bulk.md"));

        assertThat(page)
                .contains("| 24 / 3 = " + defaults.getProperty("concurrency") + " |")
                .contains("| " + defaults.getProperty("batch.size") + " / " + defaults.getProperty("concurrency")
                        + " × 60 s = 240 s, of 300 s |")
                .contains("1,000,000 / 10,000 = 100")
                .contains("at most the partitions of the topic (" + partitions() + ")");
        assertThat(defaults.getProperty("batches.size")).isEqualTo("10000");
        assertThat(defaults.getProperty("max.poll.interval")).isEqualTo("600000");
    }

    @Test
    void kedaStaysBelowTheLimitOfTheAccountAndThePartitions() throws IOException {
        Map<?, ?> scaled = document("keda.yaml", "ScaledObject");
        int most = (Integer) at(scaled, "spec", "maxReplicaCount");
        int concurrency = Integer.parseInt(environment("worker").get("CONCURRENCY"));

        assertThat(most * concurrency).isEqualTo(24);
        assertThat(most).isLessThanOrEqualTo(partitions());
        assertThat(at(document("worker.yaml", "StatefulSet"), "spec", "replicas"))
                .isEqualTo(most);
    }

    @Test
    void kedaWatchesTheTopicAndTheGroupOfTheWorkers() throws IOException {
        Map<?, ?> scaled = document("keda.yaml", "ScaledObject");
        Map<?, ?> trigger = (Map<?, ?>) ((List<?>) at(scaled, "spec", "triggers")).get(0);
        String routes = Files.readString(RESOURCES.resolve("camel/worker.yaml"));

        assertThat(at(scaled, "spec", "scaleTargetRef", "kind")).isEqualTo("StatefulSet");
        assertThat(at(scaled, "spec", "scaleTargetRef", "name"))
                .isEqualTo(at(document("worker.yaml", "StatefulSet"), "metadata", "name"));
        assertThat(trigger.get("type")).isEqualTo("kafka");
        assertThat(routes)
                .contains("uri: kafka:" + at(trigger, "metadata", "topic") + "\n")
                .contains("groupId: " + at(trigger, "metadata", "consumerGroup") + "\n")
                .contains("autoOffsetReset: " + at(trigger, "metadata", "offsetResetPolicy") + "\n");
        assertThat(at(trigger, "metadata", "bootstrapServers"))
                .isEqualTo(environment("worker").get("BROKERS"));
    }

    @Test
    void aWorkerMayFinishItsBatchBeforeItIsKilled() throws IOException {
        int grace = (Integer)
                at(document("worker.yaml", "StatefulSet"), "spec", "template", "spec", "terminationGracePeriodSeconds");
        int shutdown = Integer.parseInt(environment("worker").get("CAMEL_MAIN_SHUTDOWNTIMEOUT"));

        assertThat(shutdown * 1_000.0).isGreaterThanOrEqualTo(number(defaults(), "max.poll.interval") / 2);
        assertThat(grace).isGreaterThan(shutdown);
    }

    /** Camel reads a placeholder from the environment variable of its name. */
    @Test
    void theEnvironmentSelectsTheRoutesAndTheirPlaceholders() throws IOException {
        for (String role : List.of("worker", "collector")) {
            Map<String, String> environment = environment(role);
            String routes = environment.get("CAMEL_MAIN_ROUTESINCLUDEPATTERN");
            assertThat(routes).startsWith("classpath:");
            String known = Files.readString(RESOURCES.resolve(routes.substring("classpath:".length())))
                    + Files.readString(RESOURCES.resolve("application.properties"));

            assertThat(known).contains("id: " + environment.get("CAMEL_MAIN_AUTOSTARTUPEXCLUDEPATTERN") + "\n");
            environment.keySet().stream()
                    .filter(name -> !name.startsWith("CAMEL_") && !name.startsWith("GLM4_"))
                    .forEach(name -> assertThat(known).contains("{{" + name.toLowerCase(Locale.ROOT) + "}}"));
        }
    }

    @Test
    void theNamesWithinAManifestFit() throws IOException {
        for (String role : List.of("worker", "collector")) {
            Map<?, ?> set = document(role + ".yaml", "StatefulSet");
            Map<?, ?> service = document(role + ".yaml", "Service");
            Object labels = at(set, "spec", "template", "metadata", "labels");

            assertThat(at(set, "spec", "selector", "matchLabels")).isEqualTo(labels);
            assertThat(at(service, "spec", "selector")).isEqualTo(labels);
            assertThat(at(set, "spec", "serviceName")).isEqualTo(at(service, "metadata", "name"));
        }
    }

    /** The main class of the image takes everything from the environment. */
    @Test
    void theImageStartsCamelMain() throws IOException {
        assertThat(Files.readString(MANIFESTS.resolve("Dockerfile")))
                .contains("\"-cp\", \"bulk.jar\", \"org.apache.camel.main.Main\"")
                .contains("COPY target/bulk.jar");
        assertThat(Files.readString(EXAMPLE.resolve("pom.xml"))).contains("<finalName>bulk</finalName>");
    }

    private static Map<?, ?> document(String file, String kind) throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(Files.readString(MANIFESTS.resolve(file)))
                .forEach(document -> documents.add((Map<?, ?>) document));
        return documents.stream()
                .filter(document -> kind.equals(document.get("kind")))
                .findFirst()
                .orElseThrow();
    }

    /** Returns the environment of the container of a role; values that are known only in the cluster are empty. */
    private static Map<String, String> environment(String role) throws IOException {
        Object containers = at(document(role + ".yaml", "StatefulSet"), "spec", "template", "spec", "containers");
        List<?> variables = (List<?>) ((Map<?, ?>) ((List<?>) containers).get(0)).get("env");
        return variables.stream()
                .map(variable -> (Map<?, ?>) variable)
                .collect(Collectors.toMap(
                        variable -> (String) variable.get("name"),
                        variable -> variable.containsKey("value") ? (String) variable.get("value") : ""));
    }

    private static Object at(Object node, String... path) {
        return Stream.of(path).<Object>map(name -> name).reduce(node, (within, name) -> ((Map<?, ?>) within).get(name));
    }

    private static Properties defaults() throws IOException {
        Properties defaults = new Properties();
        try (FileInputStream file =
                new FileInputStream(RESOURCES.resolve("application.properties").toFile())) {
            defaults.load(file);
        }
        return defaults;
    }

    private static double number(Properties properties, String name) {
        return Double.parseDouble(properties.getProperty(name));
    }

    private static int partitions() throws IOException {
        Matcher constant = Pattern.compile("PARTITIONS = (\\d+);")
                .matcher(Files.readString(
                        EXAMPLE.resolve("src/main/java/io/github/camelglm4/examples/bulk/Topics.java")));
        assertThat(constant.find()).isTrue();
        return Integer.parseInt(constant.group(1));
    }
}
