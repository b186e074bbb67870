package io.github.camelglm4.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.offline.OfflineModel;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class for Spring Boot in docs/getting-started.md is a complete application. */
class QuickStartTest {

    private static final Pattern BLOCK =
            Pattern.compile("## Spring Boot\\s+^```java\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    Path classes;

    @Test
    void theClassOfThePageAsks() throws Exception {
        String page = Files.readString(Path.of("../../docs/getting-started.md"));
        Matcher block = BLOCK.matcher(page);
        assertThat(block.find()).isTrue();
        Path source = Files.writeString(classes.resolve("Ask.java"), block.group(1));
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-cp",
                                CLASS_PATH,
                                "-d",
                                classes.toString(),
                                source.toString()))
                .isZero();

        try (OfflineModel model = OfflineModel.start(0)) {
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    classes + File.pathSeparator + CLASS_PATH,
                    "com.example.Ask");
            builder.environment().put("CAMEL_COMPONENT_GLM4_BASE_URL", model.baseUrl());
            Path output = classes.resolve("output");

            Process application = builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(application.waitFor(2, TimeUnit.MINUTES)).isTrue();
            } finally {
                application.destroyForcibly();
            }

            assertThat(application.exitValue()).as(Files.readString(output)).isZero();
            assertThat(Files.readAllLines(output))
                    .filteredOn(line -> line.startsWith("The offline model cannot answer"))
                    .singleElement()
                    .satisfies(line -> assertThat(page).contains("```text\n" + line + "\n```"));
        }
    }
}
