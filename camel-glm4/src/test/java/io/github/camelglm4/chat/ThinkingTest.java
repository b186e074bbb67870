package io.github.camelglm4.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThinkingTest {

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void partsThinkingFromText(String whole, String reasoning, String text) {
        assertThat(Thinking.split(whole)).isEqualTo(new Thinking(reasoning, text));
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("Hello", null, "Hello"),
                Arguments.of(" Hello \n", null, " Hello \n"),
                Arguments.of("<think>Hm</think>Hello", "Hm", "Hello"),
                Arguments.of("\n<think>\nHm\n</think>\n\nHello\n", "\nHm\n", "Hello\n"),
                Arguments.of("<think></think>Hello", "", "Hello"),
                // the opening tag is in the prompt
                Arguments.of("Hm</think>Hello", "Hm", "Hello"),
                // cut in the middle of thinking
                Arguments.of("<think>Hm", "Hm", ""),
                Arguments.of("<think>Hm</think>Use <think> and </think>", "Hm", "Use <think> and </think>"),
                // a text about the tags
                Arguments.of("Write <think>x</think> first", null, "Write <think>x</think> first"),
                Arguments.of("Write <think> first", null, "Write <think> first"));
    }
}
