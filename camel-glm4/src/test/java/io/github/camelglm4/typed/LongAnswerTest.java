package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.testing.Reply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The time to read an answer grows with its length, for any content. A million characters would take hours here if the
 * time grew with the square of the length.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongAnswerTest extends TypedTestSupport {

    private static final int LONG = 1_000_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\n",
                "\t\n",
                "`",
                "```",
                "```\n",
                "```json\n",
                "<think>",
                "</think>",
                "{",
                "[",
                "{}",
                "\"",
                "\\"
            })
    void aFenceAndAnythingManyTimesIsReadOnce(String piece) {
        server.enqueue(Reply.completion("```json\n" + piece.repeat(LONG / piece.length()) + "x"));

        assertThat(failure(ask(TOPIC + "&outputRetries=0", "Read this."))).isInstanceOf(Glm4OutputException.class);
    }

    @Test
    void whiteSpaceAroundTheAnswerIsRemoved() {
        String space = " \n".repeat(LONG / 2);

        assertThat(answered(TOPIC, space + "```" + space + "DELIVERY" + space + "```" + space))
                .isEqualTo(Topic.DELIVERY);
    }
}
