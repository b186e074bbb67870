package io.github.camelglm4.examples.summaries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelReplyTest {
    private static final String JSON = "{\"summary\": \"雨 {heavy}\", \"category\": \" news\"}";

    @ParameterizedTest
    @ValueSource(strings = {"%s", "```json\n%s\n```", "```\n%s```", "\nHere you are:\n%s\nAnything else?"})
    void findsTheObjectInTheReply(String around) {
        assertThat(result(around.formatted(JSON)))
                .contains(entry("summary", "雨 {heavy}"), entry("category", "news"), entry("model", "glm-4-air"))
                .containsEntry("tokens", Map.of("prompt", 3L, "completion", 4L, "total", 7L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    I cannot help with that.              | without a JSON object: I cannot help
                    }{                                    | without a JSON object
                    {"summary": "cut at                   | without a JSON object
                    {"summary" "}                         | broken JSON
                    {"category": "log"}                   | without a summary
                    {"summary": " ", "category": "log"}   | without a summary
                    {"summary": "a", "category": ["log"]} | without a category
                    """)
    void refusesAReplyThatIsNoResult(String reply, String reason) {
        assertThatThrownBy(() -> result(reply)).hasMessageContaining(reason);
    }

    @Test
    void quotesTheBeginningOfALongReply() {
        assertThatThrownBy(() -> result("no ".repeat(1000))).message().hasSizeLessThan(150);
    }

    private static Map<String, Object> result(String reply) {
        return new ModelReply().result(reply, "glm-4-air", 3L, 4L, 7L);
    }
}
