package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/reference.md agrees with the catalog. */
class ReferenceDocTest {

    private static final Path REFERENCE = Path.of("../docs/reference.md");

    @Test
    void isInStepWithTheCatalog() throws IOException {
        String expected = new CatalogReference().render();
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(REFERENCE, expected);
        }
        assertThat(Files.readString(REFERENCE))
                .as("update it with: mvn -pl camel-glm4 test -Dtest=ReferenceDocTest -Ddocs.write=true")
                .isEqualTo(expected);
    }
}
