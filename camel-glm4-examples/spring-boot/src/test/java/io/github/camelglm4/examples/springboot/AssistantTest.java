package io.github.camelglm4.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the command of the README, without an API key. */
class AssistantTest {

    @Test
    @Timeout(120)
    void printsAnAnswerToEachQuestion() throws Exception {
        String printed = run(0, "A route leads messages from one endpoint to another.", "A component makes endpoints.");

        assertThat(printed)
                .containsSubsequence(
                        "Requests go to the offline model, because GLM4_API_KEY is not set.",
                        "A route leads messages from one endpoint to another.",
                        "A component makes endpoints.")
                .doesNotContain("INFO");
    }

    @Test
    @Timeout(120)
    void reportsAWrongPropertyInPlaceOfAStackTrace() throws Exception {
        assertThat(run(1, "--camel.component.glm4.max-retries=many"))
                .contains("APPLICATION FAILED TO START", "camel.component.glm4.max-retries", "Correct the property")
                .doesNotContain("\tat ");
    }

    @Test
    @Timeout(120)
    void reportsAnUnknownPropertyInPlaceOfAStackTrace() throws Exception {
        assertThat(run(1, "--camel.component.glm4.max-retry=1"))
                .contains(
                        "APPLICATION FAILED TO START",
                        "camel.component.glm4.max-retry: the component glm4 has no such option")
                .doesNotContain("\tat ");
    }

    private static String run(int status, String... arguments) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-cp", classPath, Demo.class.getName());
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("GLM4_API_KEY");

        Process application = builder.redirectErrorStream(true).start();
        String printed = new String(application.getInputStream().readAllBytes());

        assertThat(application.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(application.exitValue()).as(printed).isEqualTo(status);
        return printed;
    }
}
