package io.github.camelglm4.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchExceptionTest {

    private final Glm4BatchException failure = new Glm4BatchException(
            "batch b failed", List.of(new BatchFinding("1214", 3L, "messages is empty", "messages")));

    @Test
    void hasTheFindings() {
        assertThat(failure.getFindings()).singleElement().satisfies(finding -> {
            assertThat(finding.line()).isEqualTo(3);
            assertThat(finding.param()).isEqualTo("messages");
        });
        assertThat(new Glm4BatchException("batch b expired").getFindings()).isEmpty();
    }

    @Test
    void isNotRetryable() {
        assertThat(failure.isRetryable()).isFalse();
        assertThat(FailureKind.of(failure)).isEqualTo(FailureKind.BATCH);
    }

    @Test
    void needsOneLineInALog() {
        assertThat(failure.getStackTrace()).isEmpty();
    }

    @Test
    void canBeSerialized() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }

        Glm4BatchException copy =
                (Glm4BatchException) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

        assertThat(copy).hasMessage("batch b failed");
        assertThat(copy.getFindings()).isEmpty();
    }
}
