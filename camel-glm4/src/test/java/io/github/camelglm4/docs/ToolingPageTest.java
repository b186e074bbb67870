package io.github.camelglm4.docs;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.acme.UriCheck;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/tooling.md. */
class ToolingPageTest {

    @TempDir
    Path project;

    @SampleOf("tooling.md#vs-code")
    void writesTheSettingsOfVsCode(Sample.Version script) throws Exception {
        Files.writeString(
                project.resolve("camel-glm4-1.0.0-SNAPSHOT-catalog.json"), "[{\"component\":{\"scheme\":\"glm4\"}}]");

        Process bash = new ProcessBuilder("bash", "-e", "-c", script.code())
                .directory(project.toFile())
                .inheritIO()
                .start();

        assertThat(bash.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).isZero();
        JsonNode settings = new ObjectMapper()
                .readTree(project.resolve(".vscode/settings.json").toFile());
        assertThat(settings.get("camel.extra-components")
                        .get(0)
                        .at("/component/scheme")
                        .asText())
                .isEqualTo("glm4");
    }

    @SampleOf("tooling.md#in-a-program-or-test/2")
    void saysWhatItFinds(Sample.Version output) throws Exception {
        UriCheck check = new UriCheck();

        String expected = output.code().substring(0, output.code().indexOf(", ..."));
        assertThat(check.findings("glm4:GLM-4-Air?temprature=0.2")).contains(expected);
        assertThat(check.findings("glm4:GLM-4-Air?temperature=0.2")).isEmpty();
        assertThat(check.findings("glm4-tool:lookup?descripton=Looks up")).contains("Did you mean: [description");
    }
}
