package io.github.camelglm4.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.LogCapture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets of the component in a Camel Main application: none in its log, and placeholders in consoles. */
class MainSecretsTest {

    private static final String SERVER_KEY = "sk-serverKeyOfAlice1";
    private static final String TENANT = "tenantTopSecret77";
    private static final String API_KEY = "0123456789abcdef.Sk3tch0fASecret1";
    private static final String PROXY_PASSWORD = "pr0xyPassw0rd";
    private static final List<String> SECRETS = List.of(SERVER_KEY, TENANT, "Sk3tch0fASecret1", PROXY_PASSWORD);

    /** Consoles that show the process itself. */
    private static final Set<String> OF_THE_PROCESS = Set.of("system-properties", "env");

    @TempDir
    Path folder;

    private Main main(String... more) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "camel.component.glm4.server-api-keys = alice:" + SERVER_KEY,
                "camel.component.glm4.secretHeaders = X-Tenant=" + TENANT,
                "camel.component.glm4.api-key = " + API_KEY,
                "camel.component.glm4.proxy-password = " + PROXY_PASSWORD,
                "camel.component.glm4.base-url = http://127.0.0.1:1/v1",
                "camel.main.dev-console-enabled = true"));
        lines.addAll(List.of(more));
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:" + Files.write(folder.resolve("application.properties"), lines));
        return main;
    }

    private static List<String> logAtInfo(Main main) {
        try (LogCapture logs = new LogCapture("io.github.camelglm4", "org.apache.camel")) {
            main.start();
            main.stop();
            return logs.text()
                    .lines()
                    .filter(line -> line.startsWith("INFO") || line.startsWith("WARN"))
                    .toList();
        }
    }

    @Test
    void theSummaryAtStartShowsNone() throws Exception {
        List<String> log = logAtInfo(main());

        assertThat(log)
                .anyMatch(line -> line.contains("serverApiKeys = xxxxxx"))
                .anyMatch(line -> line.contains("secretHeaders = xxxxxx"))
                .noneMatch(line -> SECRETS.stream().anyMatch(line::contains));
    }

    @Test
    void whatTheApplicationDeclaresSensitiveStaysSo() throws Exception {
        List<String> log = logAtInfo(main("camel.main.additional-sensitive-keywords = baseurl"));

        assertThat(log)
                .anyMatch(line -> line.contains("baseUrl = xxxxxx"))
                .anyMatch(line -> line.contains("serverApiKeys = xxxxxx"))
                .noneMatch(line -> SECRETS.stream().anyMatch(line::contains));
    }

    @Test
    void consolesShowThePlaceholdersThatStandForSecrets() throws Exception {
        Map<String, String> vault = Map.of(
                "secrets-test.a",
                "alice:" + SERVER_KEY,
                "secrets-test.b",
                "X-Tenant=" + TENANT,
                "secrets-test.c",
                API_KEY,
                "secrets-test.d",
                PROXY_PASSWORD);
        vault.forEach(System::setProperty);
        Main main = main(
                "camel.component.glm4.server-api-keys = {{sys:secrets-test.a}}",
                "camel.component.glm4.secretHeaders = {{sys:secrets-test.b}}",
                "camel.component.glm4.api-key = {{sys:secrets-test.c}}",
                "camel.component.glm4.proxy-password = {{sys:secrets-test.d}}");
        List<String> showing = new ArrayList<>();
        main.start();
        try {
            DevConsoleRegistry consoles =
                    main.getCamelContext().getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
            consoles.loadDevConsoles();
            assertThat(consoles.stream()).hasSizeGreaterThan(20);
            consoles.stream()
                    .filter(console -> !OF_THE_PROCESS.contains(console.getId()))
                    .forEach(console -> call(console, showing));
        } finally {
            main.stop();
            vault.keySet().forEach(System::clearProperty);
        }

        assertThat(showing).isEmpty();
    }

    private static void call(DevConsole console, List<String> showing) {
        for (DevConsole.MediaType type : DevConsole.MediaType.values()) {
            String text = console.supportMediaType(type) ? String.valueOf(console.call(type)) : "";
            SECRETS.stream()
                    .filter(text::contains)
                    .forEach(secret -> showing.add(console.getId() + " " + type + ": " + secret));
        }
    }
}
