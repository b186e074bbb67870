package io.github.camelglm4.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.testing.Transcripts;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Every known kind of stream, in pieces of 1 to 8 bytes, pulled and pushed, gives the same answer. */
class WireTranscriptTest extends WireTestSupport {

    private static final String NO_RETRIES = "&maxRetries=0";
    private static final ToolCall ADD = new ToolCall("call_abc", "function", "add", "{\"a\": 1, \"b\": 2}");

    @Test
    void textOfThePlatformIsRead() {
        inEveryWay(Transcripts.NATIVE_TEXT, received -> {
            assertThat(received.ofType("text")).containsExactly("你", "好");
            assertThat(received.chunks()).hasSize(3);
            assertThat(end(received))
                    .contains(
                            entry("CamelGlm4ChunkIndex", 2),
                            entry("CamelGlm4ChunkType", "end"),
                            entry("CamelGlm4FinishReason", "stop"),
                            entry("CamelGlm4ResponseId", "8313807536837492492"),
                            entry("CamelGlm4ResponseModel", "glm-4"),
                            entry("CamelGlm4RequestModel", "GLM-4-Air"),
                            entry("CamelGlm4PromptTokens", 6L),
                            entry("CamelGlm4CompletionTokens", 2L),
                            entry("CamelGlm4TotalTokens", 8L),
                            entry("CamelGlm4Attempts", 1));
        });
    }

    @Test
    void textOfOpenAiIsRead() {
        inEveryWay(Transcripts.OPENAI_TEXT, received -> {
            assertThat(received.ofType("text")).containsExactly("Hi");
            assertThat(end(received))
                    .contains(entry("CamelGlm4FinishReason", "stop"), entry("CamelGlm4TotalTokens", 7L));
        });
    }

    @Test
    void reasoningComesBeforeTheText() {
        inEveryWay(Transcripts.REASONING, received -> {
            assertThat(received.ofType("reasoning")).containsExactly("\nThe user");
            assertThat(received.ofType("text")).containsExactly("\nHello");
            assertThat(end(received))
                    .contains(entry("CamelGlm4CachedTokens", 4L), entry("CamelGlm4ReasoningTokens", 6L));
        });
    }

    @Test
    void aToolCallOfThePlatformIsWhole() {
        inEveryWay(Transcripts.NATIVE_TOOL_CALL, received -> {
            assertThat(received.ofType("tool")).containsExactly("");
            assertThat(received.whole().message().toolCalls()).containsExactly(ADD);
            assertThat(end(received))
                    .contains(entry("CamelGlm4FinishReason", "tool_calls"), entry("CamelGlm4TotalTokens", 200L));
        });
    }

    @Test
    void aToolCallMayFollowText() {
        inEveryWay(Transcripts.TOOL_CALL_AFTER_TEXT, received -> {
            assertThat(received.ofType("text")).containsExactly("I add.");
            assertThat(received.whole().message().toolCalls()).containsExactly(ADD);
        });
    }

    @Test
    void toolCallsArePutTogetherFromFragments() {
        inEveryWay(
                Transcripts.TOOL_CALL_FRAGMENTS,
                received -> assertThat(received.whole().message().toolCalls())
                        .containsExactly(
                                new ToolCall("call_1", "function", "weather", "{\"city\":\"Beijing\"}"),
                                new ToolCall("call_2", "function", "clock", "{}")));
    }

    @Test
    void aModerationStopIsAFailure() {
        inEveryWay(
                Transcripts.MODERATION_STOP,
                received -> assertThat(received.failure())
                        .isInstanceOf(Glm4ContentFilterException.class)
                        .hasMessageContaining("sensitive"));
    }

    @Test
    void anErrorEventIsAFailure() {
        inEveryWay(Transcripts.ERROR_EVENT, received -> {
            assertThat(received.failure())
                    .isInstanceOf(Glm4OverloadedException.class)
                    .hasMessageContaining("该模型当前访问量过大");
            assertThat(received.failure().getCode()).isEqualTo("1305");
            assertThat(received.began()).isFalse();
        });
    }

    @Test
    void anErrorEventOfAGatewayIsAFailure() {
        inEveryWay(
                Transcripts.ERROR_EVENT_OF_GATEWAY,
                received -> assertThat(received.failure())
                        .isInstanceOf(Glm4ServerException.class)
                        .hasMessageContaining("upstream reset"));
    }

    @Test
    void anErrorWithoutFramingIsAFailure() {
        inEveryWay(
                "\n\n " + Transcripts.ERROR_WITHOUT_EVENT,
                received -> assertThat(received.failure())
                        .isInstanceOf(Glm4ContentFilterException.class)
                        .extracting("code")
                        .isEqualTo("1301"));
    }

    @Test
    void commentsPingsAndHollowChunksSayNothing() {
        inEveryWay(Transcripts.NOISE, received -> {
            assertThat(received.failure()).isNull();
            assertThat(received.chunks()).hasSize(1);
            assertThat(end(received)).doesNotContainKey("CamelGlm4FinishReason");
        });
    }

    @Test
    void gluedEventsAreAFailureThatQuotesNothing() {
        inEveryWay(
                Transcripts.GLUED_EVENTS,
                received -> assertThat(received.failure())
                        .isInstanceOf(Glm4ResponseException.class)
                        .hasMessageContaining("byte 41")
                        .hasMessageNotContaining("secret"));
    }

    @Test
    void theSoundOfAVoiceComesWithItsText() {
        inEveryWay(Transcripts.VOICE, received -> {
            assertThat(received.text()).isEqualTo("Good day");
            assertThat(received.whole().message().others())
                    .containsEntry("audio", Map.of("id", "a-1", "data", "UklGRiQ=", "expires_at", 1767243600));
        });
    }

    private void inEveryWay(String transcript, Consumer<Received> expectation) {
        for (int size = 1; size <= 8; size++) {
            server.enqueue(
                    inChunks(transcript, size).lastChunk(),
                    inChunks(transcript, size).lastChunk());
            expectation.accept(pull(NO_RETRIES));
            expectation.accept(push(NO_RETRIES));
        }
        assertThat(server.requests()).hasSize(16);
    }

    private static Map<String, Object> end(Received received) {
        return received.chunks().get(received.chunks().size() - 1).getHeaders();
    }
}
