package io.github.camelglm4.assembly;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rejected input, messages, and reused chunks. */
class ChunkParserTest {

    private static final String CHUNK = """
            {"id":"c","created":1767240000,"object":"chat.completion.chunk","model":"glm-4","choices":[
             {"index":0,"delta":{"role":"assistant","content":"secret"},"logprobs":null,"finish_reason":null}]}""";

    private final ChunkParser parser = new ChunkParser(1 << 24);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \n",
                "null",
                "\"secret\"",
                "[{\"secret\":1}]",
                "secret",
                "{\"secret\"",
                "{\"secret\":",
                "{\"secret\":1",
                "{\"secret\":1,}",
                "{\"choices\":[{\"delta\":{\"content\":\"secret",
                "{\"secret\":1}{",
                "{\"secret\":1} x",
                "{\"secret\":1}, {}",
                "{\"content\":\"secret\n\"}",
                "{\"secret\":tru}",
                "{\"secret\":01}"
            })
    void refusesWhatIsNoObjectAndQuotesNothing(String data) throws IOException {
        assertThatIOException()
                .isThrownBy(() -> parse(data))
                .withNoCause()
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank().doesNotContain("secret"));

        assertThat(parse(CHUNK).text()).as("the next chunk").isEqualTo("secret");
    }

    @Test
    void refusesWhatFollowsWhereverTheBufferEnds() {
        for (int length = 7_980; length < 8_020; length++) {
            String object = "{\"a\":\"" + "x".repeat(length) + "\"}";
            assertThatIOException().as("length %d", length).isThrownBy(() -> parse(object + "{}"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,,}", "{\"id\":\"c\"", "{\"choices\":[{]}", "{\"x\":[[1,2,tru]]}"})
    void tellsThePlaceInTheChunkAndNotInTheStream(String data) throws IOException {
        parse(CHUNK);
        byte[] bytes = data.getBytes(UTF_8);

        assertThatIOException()
                .isThrownBy(() -> parser.parse(bytes, 0, bytes.length))
                .withMessage(message(() -> Json.readObject(bytes, 0, bytes.length)))
                .withMessageMatching("Json\\w+ at byte \\d+");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin1 = "{\"choices\":[{\"delta\":{\"content\":\"é\"}}]}".getBytes(ISO_8859_1);

        assertThatIOException().isThrownBy(() -> parser.parse(latin1, 0, latin1.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "choices", "usage", "id"})
    void refusesNestingWithoutEnd(String field) {
        assertThatIOException()
                .isThrownBy(() -> parse("{\"" + field + "\":" + "[".repeat(1000) + "]".repeat(1000) + "}"))
                .withMessageContaining("StreamConstraintsException");
    }

    @Test
    void takesNestingThatIsAllowed() throws IOException {
        String lists = "[".repeat(999) + "]".repeat(999);

        assertThat(parse("{\"x\":" + lists + "}").others()).isEqualTo(Map.of("x", Json.readValue(lists)));
    }

    @Test
    void takesAByteOrderMarkAndSpaceAround() throws IOException {
        assertThat(parse("\uFEFF \t" + CHUNK + " \r\n").id()).isEqualTo("c");
    }

    @Test
    void takesTextOfAnyLength() throws IOException {
        String sound = "UklG".repeat(100_000);

        ChatCompletionChunk chunk = parse("{\"choices\":[{\"delta\":{\"audio\":{\"data\":\"" + sound + "\"}}}]}");
        assertThat(chunk.delta().others()).isEqualTo(Map.of("audio", Map.of("data", sound)));
    }

    @Test
    void makesWhatRepeatsOnlyOnce() throws IOException {
        ChatCompletionChunk first = parse(CHUNK);
        ChatCompletionChunk second = parse(CHUNK);

        assertThat(second).isEqualTo(first);
        assertThat(second.id()).isSameAs(first.id());
        assertThat(second.created()).isSameAs(first.created());
        assertThat(second.model()).isSameAs(first.model());
        assertThat(second.delta().role()).isSameAs(first.delta().role());
        assertThat(second.others()).isSameAs(first.others());
    }

    @Test
    void readsEscapesOfATextThatIsAllThatIsNew() throws IOException {
        ChatCompletionChunk first = parse(CHUNK);
        Map<String, String> texts = Map.of(
                "a\\nb\\t\\/", "a\nb\t/",
                "\\\"\\\\\\\"", "\"\\\"",
                "\\u4f60\\u597D", "你好",
                "\\ud83d\\ude00", "😀",
                "\\ufffd", "\uFFFD");

        for (Map.Entry<String, String> text : texts.entrySet()) {
            ChatCompletionChunk chunk = parse(CHUNK.replace("secret", text.getKey()));
            assertThat(chunk.text()).isEqualTo(text.getValue());
            assertThat(chunk.others()).isSameAs(first.others());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "\\x", "\\u12", "\\u12g4", "a\"b", "\\\\\"", "\u0001"})
    void leavesWhatIsNoTextToTheParser(String json) throws IOException {
        parse(CHUNK);

        assertThatIOException().isThrownBy(() -> parse(CHUNK.replace("secret", json)));
    }

    @Test
    void doesNotRepeatFieldsThatAreGone() throws IOException {
        parse("{\"a\":1,\"b\":\"x\"}");

        assertThat(parse("{\"a\":1}").others()).isEqualTo(Map.of("a", 1));
        assertThat(parse("{}").others()).isEmpty();
        assertThat(parse("{\"a\":1,\"a\":null,\"b\":\"x\"}").others()).isEqualTo(Map.of("b", "x"));
    }

    @Test
    void streamsReadAtTheSameTimeDoNotMeet() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> stream = () -> {
                ChunkParser own = new ChunkParser(1 << 24);
                String id = "stream-" + Thread.currentThread().getName();
                return IntStream.range(0, 5_000).allMatch(i -> {
                    byte[] data = ("{\"id\":\"" + id + "\",\"n\":" + i + "}").getBytes(UTF_8);
                    try {
                        ChatCompletionChunk chunk = own.parse(data, 0, data.length);
                        return chunk.id().equals(id) && chunk.others().equals(Map.of("n", i));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
            };
            for (Future<Boolean> whole : threads.invokeAll(Collections.nCopies(40, stream))) {
                assertThat(whole.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private ChatCompletionChunk parse(String data) throws IOException {
        byte[] bytes = data.getBytes(UTF_8);
        return parser.parse(bytes, 0, bytes.length);
    }

    private static String message(Callable<?> failing) {
        try {
            failing.call();
            return "no failure";
        } catch (Exception e) {
            return e.getMessage();
        }
    }
}
