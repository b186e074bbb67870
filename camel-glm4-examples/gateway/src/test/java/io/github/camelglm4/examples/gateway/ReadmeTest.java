package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.gateway.models.GatewayModel;
import io.github.camelglm4.examples.gateway.models.ModelsFile;
import io.github.camelglm4.usage.CallersFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The files and properties of the README are valid, and its table of properties is complete. */
class ReadmeTest {
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern PROPERTY = Pattern.compile("`(gateway\\.[a-z-]+)`|(?m)^(gateway\\.[a-z-]+) =");

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    @Test
    void modelsAndCallersAreValid() throws Exception {
        List<String> blocks =
                YAML.matcher(readme()).results().map(block -> block.group(1)).toList();

        assertThat(blocks).hasSize(2);
        assertThat(ModelsFile.read(blocks.get(0), text -> text.replace("{{env:OTHER_KEY}}", "sk-other")))
                .extracting(GatewayModel::name)
                .containsExactly("fast", "*");
        assertThat(CallersFile.read(blocks.get(1))).hasSize(1);
    }

    @Test
    void allPropertiesAreThereAndNoOthers() throws Exception {
        Set<String> named = PROPERTY.matcher(readme())
                .results()
                .map(property -> property.group(1) != null ? property.group(1) : property.group(2))
                .filter(name -> !name.equals(GatewaySettings.FILE))
                .collect(Collectors.toSet());

        assertThat(named).containsExactlyInAnyOrderElementsOf(GatewaySettings.names());
    }
}
