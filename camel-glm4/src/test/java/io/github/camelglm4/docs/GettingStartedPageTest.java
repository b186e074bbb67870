package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;

/**
 * The samples of docs/getting-started.md, each in its own process, as for a new user: one file, and the main class of
 * Camel. The sample for Spring Boot runs in its example.
 */
class GettingStartedPageTest extends DocPageTest {

    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String CAMEL_MAIN = "org.apache.camel.main.Main";

    @TempDir
    Path classes;

    @SampleOf("getting-started.md#java")
    void javaClass(Sample.Version sample) throws Exception {
        Path source = Files.writeString(classes.resolve("Ask.java"), sample.code());
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-proc:none", "-cp", CLASS_PATH, source.toString()))
                .isZero();

        assertAsksOnce("Ask");
    }

    @SampleOf("getting-started.md#yaml")
    void yaml(Sample.Version sample) throws Exception {
        assertRuns("ask.yaml", sample);
    }

    @SampleOf("getting-started.md#xml")
    void xml(Sample.Version sample) throws Exception {
        assertRuns("ask.xml", sample);
    }

    @SampleOf("getting-started.md#kamelet")
    void kamelet(Sample.Version sample) throws Exception {
        assertRuns("ask.yaml", sample);
    }

    private void assertRuns(String file, Sample.Version sample) throws Exception {
        assertThat(sample.code().lines().findFirst().orElseThrow()).contains("src/main/resources/camel/" + file);
        Files.writeString(Files.createDirectory(classes.resolve("camel")).resolve(file), sample.code());

        assertAsksOnce(CAMEL_MAIN);
    }

    private void assertAsksOnce(String mainClass) throws Exception {
        server.otherwise(Reply.completion("A known way to connect applications."));
        Path logging = Files.writeString(classes.resolve("log.properties"), """
                appender.out.type = Console
                appender.out.name = out
                rootLogger.level = INFO
                rootLogger.appenderRef.out.ref = out
                """);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlog4j2.configurationFile=" + logging,
                "-Dcamel.component.glm4.base-url=" + server.baseUrl(),
                "-Dcamel.main.duration-max-messages=1",
                "-cp",
                classes + File.pathSeparator + CLASS_PATH,
                mainClass));
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
        assertThat(Files.readString(output)).contains("A known way to connect applications.");
        assertThat(request())
                .contains("What is an enterprise integration pattern?", "Answer in one sentence.", "GLM-4-Air");
    }
}
