package io.github.camelglm4.examples.summaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4QuotaException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4TimeoutException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdviceTest {
    private static final String URL = "https://models.example/v1";

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(new Glm4AuthenticationException("401"), URL + " rejected the key in GLM4_API_KEY"),
                arguments(new Glm4QuotaException("1113"), "top it up"),
                arguments(new Glm4RateLimitException("1302"), "try again in a minute"),
                arguments(new Glm4OverloadedException("1305"), "try again in a minute"),
                arguments(new Glm4ConnectionException("refused"), "check the network"),
                arguments(new Glm4TimeoutException("late"), "check the network"),
                arguments(new Glm4OutputException("does not match"), "a more capable model"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhatToDo(Exception failure, String advice) {
        assertThat(advice(Map.of("GLM4_BASE_URL", URL, "GLM4_API_KEY", "key")).on(failure))
                .contains(advice);
    }

    @Test
    void saysThatAKeyIsMissing() {
        assertThat(advice(Map.of("GLM4_BASE_URL", URL)).on(new Glm4AuthenticationException("1001")))
                .isEqualTo(URL + " requires an API key: set GLM4_API_KEY.");
    }

    private static Advice advice(Map<String, String> environment) {
        return new Advice(ModelChoice.from(environment));
    }
}
