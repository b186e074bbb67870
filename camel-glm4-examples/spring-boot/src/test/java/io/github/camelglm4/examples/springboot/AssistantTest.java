package io.github.camelglm4.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a newcomer does by the README, without a key. */
class AssistantTest {

    @Test
    @Timeout(120)
    void printsAnAnswerToEachQuestion() throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(
                java,
                "-cp",
                classPath,
                Demo.class.getName(),
                "A route leads messages from one endpoint to another.",
                "A component makes endpoints.");
        builder.environment().remove("GLM4_API_KEY");

        Process application = builder.redirectErrorStream(true).start();
        String printed = new String(application.getInputStream().readAllBytes());

        assertThat(application.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(application.exitValue()).as(printed).isZero();
        assertThat(printed)
                .containsSubsequence(
                        "A route leads messages from one endpoint to another.", "A component makes endpoints.");
    }
}
