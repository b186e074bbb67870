package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.testing.Reply;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number whose exponent exceeds an int is an answer that does not fit. */
class GiantExponentTest extends TypedTestSupport {

    public record Price(BigDecimal amount) {}

    @ParameterizedTest
    @ValueSource(strings = {"{\"amount\":1e4999999999900}", "1e4999999999900", "{\"amount\":-1E-99999999999}"})
    void failsAsAnAnswerThatDoesNotFit(String text) {
        server.otherwise(Reply.completion(text));

        Throwable failure =
                failure(ask("glm4:GLM-4-Air?outputRetries=0&outputClass=" + Price.class.getName(), "How much?"));

        assertThat(failure)
                .isInstanceOfSatisfying(
                        Glm4OutputException.class, e -> assertThat(e.getText()).isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e4999999999900", "-1E-99999999999"})
    void failsWhereANumberIsAskedForAlone(String text) {
        server.otherwise(Reply.completion(text));

        Throwable failure =
                failure(ask("glm4:GLM-4-Air?outputRetries=0&outputClass=java.math.BigDecimal", "How much?"));

        assertThat(failure).isInstanceOf(Glm4OutputException.class);
    }
}
