package io.github.camelglm4.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.error.ErrorBody;
import io.github.camelglm4.testing.Transcripts;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each known kind of stream, split into pieces of any size, gives the same answer as without streaming. */
class TranscriptTest {

    private static final ToolCall ADD = new ToolCall("call_abc", "function", "add", "{\"a\": 1, \"b\": 2}");
    private static final Usage TOOL_USAGE = new Usage(180, 20);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void textOfThePlatformIsPutTogether(int pieceSize) throws IOException {
        assertThat(Playback.assemble(Transcripts.NATIVE_TEXT, pieceSize))
                .isEqualTo(new ChatCompletion(
                        "8313807536837492492",
                        1706092316L,
                        "glm-4",
                        List.of(new ChatCompletion.Choice(ChatMessage.assistant("你好"), "stop")),
                        new Usage(6, 2),
                        Map.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void textOfOpenAiIsPutTogether(int pieceSize) throws IOException {
        assertThat(Playback.assemble(Transcripts.OPENAI_TEXT, pieceSize))
                .isEqualTo(new ChatCompletion(
                        "chatcmpl-1",
                        1767240000L,
                        "GLM-4-Air",
                        List.of(new ChatCompletion.Choice(ChatMessage.assistant("Hi"), "stop")),
                        new Usage(6, 1),
                        Map.of("object", "chat.completion")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void reasoningIsKeptApartFromTheText(int pieceSize) throws IOException {
        ChatCompletion answer = Playback.assemble(Transcripts.REASONING, pieceSize);

        assertThat(answer.text()).isEqualTo("\nHello");
        assertThat(answer.message().reasoningContent()).isEqualTo("\nThe user");
        assertThat(answer.finishReason()).isEqualTo("stop");
        assertThat(answer.usage().cachedTokens()).isEqualTo(4);
        assertThat(answer.usage().reasoningTokens()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aToolCallOfThePlatformIsWhole(int pieceSize) throws IOException {
        ChatCompletion answer = Playback.assemble(Transcripts.NATIVE_TOOL_CALL, pieceSize);

        assertThat(answer.message().toolCalls()).containsExactly(ADD);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.choices().get(0).finishReason()).isEqualTo("tool_calls");
        assertThat(answer.usage()).isEqualTo(TOOL_USAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aToolCallMayFollowText(int pieceSize) throws IOException {
        ChatCompletion answer = Playback.assemble(Transcripts.TOOL_CALL_AFTER_TEXT, pieceSize);

        assertThat(answer.message().toolCalls()).containsExactly(ADD);
        assertThat(answer.text()).isEqualTo("I add.");
        assertThat(answer.choices().get(0).finishReason()).isEqualTo("tool_calls");
        assertThat(answer.usage()).isEqualTo(TOOL_USAGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void toolCallsArePutTogetherFromFragments(int pieceSize) throws IOException {
        ChatCompletion answer = Playback.assemble(Transcripts.TOOL_CALL_FRAGMENTS, pieceSize);

        assertThat(answer.message().toolCalls())
                .containsExactly(
                        new ToolCall("call_1", "function", "weather", "{\"city\":\"Beijing\"}"),
                        new ToolCall("call_2", "function", "clock", "{}"));
        assertThat(answer.message().content()).isNull();
        assertThat(answer.choices().get(0).finishReason()).isEqualTo("tool_calls");
        assertThat(answer.usage()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void aModerationStopIsSeenWithItsFindings(int pieceSize) throws IOException {
        ChatCompletion answer = Playback.assemble(Transcripts.MODERATION_STOP, pieceSize);

        assertThat(answer.finishReason()).isEqualTo("sensitive");
        assertThat(answer.text()).isEmpty();
        assertThat(answer.message().role()).isEqualTo("user");
        assertThat(answer.others()).containsEntry("content_filter", List.of(Map.of("role", "user", "level", 1)));
    }

    @Test
    void errorsAreToBeSeenInTheChunk() throws IOException {
        List<ChatCompletionChunk> chunks = Playback.chunks(
                Transcripts.ERROR_EVENT
                        + Transcripts.ERROR_EVENT_OF_GATEWAY
                        + Transcripts.events(Transcripts.ERROR_WITHOUT_EVENT),
                8);

        assertThat(chunks).allMatch(chunk -> ErrorBody.isError(chunk.others(), false));
        assertThat(chunks)
                .extracting(chunk -> ErrorBody.of(chunk.others()))
                .extracting(ErrorBody::code, ErrorBody::type)
                .containsExactly(tuple("1305", null), tuple(null, "server_error"), tuple("1301", null));
        assertThat(chunks.get(2).others()).containsKey("contentFilter");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void commentsPingsAndHollowChunksSayNothing(int pieceSize) throws IOException {
        assertThat(Playback.assemble(Transcripts.NOISE, pieceSize))
                .isEqualTo(new ChatCompletion(
                        "c",
                        null,
                        null,
                        List.of(new ChatCompletion.Choice(new ChatMessage("assistant", null), null)),
                        null,
                        Map.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void gluedEventsAreAnErrorThatQuotesNothing(int pieceSize) {
        assertThatThrownBy(() -> Playback.assemble(Transcripts.GLUED_EVENTS, pieceSize))
                .isInstanceOf(IOException.class)
                .hasNoCause()
                .hasMessage("JsonParseException at byte 41")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theSoundOfAVoiceComesWithItsText(int pieceSize) throws IOException {
        ChatCompletion answer = Playback.assemble(Transcripts.VOICE, pieceSize);

        assertThat(answer.text()).isEqualTo("Good day");
        assertThat(answer.message().others())
                .containsEntry("audio", Map.of("id", "a-1", "data", "UklGRiQ=", "expires_at", 1767243600));
    }
}
