package io.github.camelglm4.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.chat.ChatMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** The estimate against what tokenizers counted, once, in the texts next to the table. */
class TokenEstimateTest {

    private static final Percentage ALLOWED = Percentage.withPercentage(20);

    @ParameterizedTest
    @CsvFileSource(resources = "/tokens/counts.csv", numLinesToSkip = 1)
    void isWithinAFifthForChineseAndEnglish(String file, int cl100k, int qwen3, int deepseekV3) throws IOException {
        // the vocabulary of GLM-4 is cl100k's, with a Chinese one as large as that of the other two
        int counted = file.startsWith("zh") ? (qwen3 + deepseekV3) / 2 : cl100k;

        assertThat(TokenEstimate.of(text(file))).isCloseTo(counted, ALLOWED);
    }

    @Test
    void growsWithTheText() throws IOException {
        String once = text("zh-story.txt");

        assertThat(TokenEstimate.of(once.repeat(50)))
                .isCloseTo(50 * TokenEstimate.of(once), Percentage.withPercentage(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''|0", "hello|1", "Hello, world!|4", "12345678|3", "你好|1", "a b c|3", "🙂🙂|1"})
    void countsWordsDigitsAndCharacters(String text, int tokens) {
        assertThat(TokenEstimate.of(text)).isEqualTo(tokens);
    }

    @Test
    void countsAllOfAMessage() {
        ChatMessage text = ChatMessage.user("hello");
        Map<String, Object> function = Map.of("name", "weather", "arguments", "{\"city\":\"Beijing\"}");
        ChatMessage call = new ChatMessage(
                "assistant", "", Map.of("tool_calls", List.of(Map.of("id", "1", "function", function))));
        ChatMessage picture = new ChatMessage(
                "user",
                List.of(
                        Map.of("type", "text", "text", "hello"),
                        Map.of("type", "image_url", "image_url", Map.of("url", "data:image/png;base64,AAAA"))));

        assertThat(TokenEstimate.of(text)).isEqualTo(5);
        assertThat(TokenEstimate.of(call)).isBetween(12, 20);
        assertThat(TokenEstimate.of(picture)).isEqualTo(1_005);
        assertThat(TokenEstimate.of(new ChatMessage("assistant", null))).isEqualTo(4);
    }

    private static String text(String file) throws IOException {
        try (InputStream resource = TokenEstimateTest.class.getResourceAsStream("/tokens/" + file)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
