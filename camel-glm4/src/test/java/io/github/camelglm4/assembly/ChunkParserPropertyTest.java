package io.github.camelglm4.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** The parser creates the same chunk as the map of the same JSON. */
class ChunkParserPropertyTest {

    private static final Pattern STRING_VALUE =
            Pattern.compile("\"(?:content|reasoning_content|id)\": \"((?:[^\"\\\\]|\\\\.)*)\"");

    @Property(tries = 3_000)
    void agreesWithTheMapOnChunks(@ForAll("streams") List<String> stream) throws IOException {
        ChunkParser parser = new ChunkParser(1 << 24);
        for (String json : stream) {
            byte[] data = json.getBytes(StandardCharsets.UTF_8);

            assertThat(parse(parser, data))
                    .as(json)
                    .isEqualTo(ChatCompletionChunk.of(Json.readObject(data, 0, data.length)));
        }
    }

    /** The next chunk mostly differs only in its piece of text, and sometimes in anything else. */
    @Property(tries = 3_000)
    void agreesWithTheMapOnChunksThatDifferInAPiece(
            @ForAll("chunks") String first, @ForAll @IntRange(max = 5) int place, @ForAll("pieces") List<byte[]> pieces)
            throws IOException {
        ChunkParser parser = new ChunkParser(1 << 24);
        parse(parser, first.getBytes(StandardCharsets.UTF_8));
        for (byte[] piece : pieces) {
            byte[] data = withPiece(first, place, piece);

            assertThat(chunkOrNull(() -> parse(parser, data)))
                    .as(new String(data, StandardCharsets.UTF_8))
                    .isEqualTo(chunkOrNull(() -> ChatCompletionChunk.of(Json.readObject(data, 0, data.length))));
        }
    }

    /** Replaces one of the strings with another piece. */
    private static byte[] withPiece(String json, int place, byte[] piece) {
        List<MatchResult> strings = STRING_VALUE.matcher(json).results().toList();
        if (strings.isEmpty()) {
            return json.getBytes(StandardCharsets.UTF_8);
        }
        MatchResult string = strings.get(place % strings.size());
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(json.substring(0, string.start(1)).getBytes(StandardCharsets.UTF_8));
        data.writeBytes(piece);
        data.writeBytes(json.substring(string.end(1)).getBytes(StandardCharsets.UTF_8));
        return data.toByteArray();
    }

    @Property(tries = 3_000)
    void agreesWithTheMapOnWhatIsBroken(
            @ForAll("chunks") String json, @ForAll @IntRange(max = 400) int place, @ForAll byte replacement) {
        byte[] data = json.getBytes(StandardCharsets.UTF_8);
        data[place % data.length] = replacement;

        assertThat(chunkOrNull(() -> parse(new ChunkParser(1 << 24), data)))
                .isEqualTo(chunkOrNull(() -> ChatCompletionChunk.of(Json.readObject(data, 0, data.length))));
    }

    @Property(tries = 3_000)
    void agreesWithTheMapOnWhatIsCut(@ForAll("chunks") String json, @ForAll @IntRange(max = 400) int place) {
        byte[] whole = json.getBytes(StandardCharsets.UTF_8);
        byte[] data = Arrays.copyOf(whole, place % whole.length);

        assertThat(chunkOrNull(() -> parse(new ChunkParser(1 << 24), data)))
                .isEqualTo(chunkOrNull(() -> ChatCompletionChunk.of(Json.readObject(data, 0, data.length))));
    }

    /** Parses it between bytes that would make the JSON invalid if they were read. */
    private static ChatCompletionChunk parse(ChunkParser parser, byte[] data) throws IOException {
        byte[] array = new byte[data.length + 4];
        Arrays.fill(array, (byte) '}');
        System.arraycopy(data, 0, array, 2, data.length);
        return parser.parse(array, 2, data.length);
    }

    private interface Parsing {
        ChatCompletionChunk parse() throws IOException;
    }

    private static ChatCompletionChunk chunkOrNull(Parsing parsing) {
        try {
            return parsing.parse();
        } catch (IOException refused) {
            return null;
        }
    }

    /** Contents of strings, valid and invalid, and characters that end a string too early. */
    @Provide
    Arbitrary<List<byte[]>> pieces() {
        return Arbitraries.oneOf(
                        Arbitraries.of("", " ", "a", "你好", "😀", "\uFFFD", "\\n", "\\u4f60", "\\ud83d", "\t", "\\")
                                .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                        Arbitraries.of("\"", "\",\"content\": \"b", "\"}", "b\",\"role\": \"user")
                                .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(3))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<String>> streams() {
        Arbitrary<String> chunk = chunks();
        return Combinators.combine(
                        chunk.list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.integers().between(1, 2))
                .as((chunks, times) -> times == 1 ? chunks : List.of(chunks.get(0), chunks.get(0), chunks.get(0)));
    }

    @Provide
    Arbitrary<String> chunks() {
        Arbitrary<String> delta = object(
                field("role", Arbitraries.of("\"assistant\"", "\"user\"", "\"\"")),
                field("content", content()),
                field("reasoning_content", text()),
                field("reasoning", text()),
                field("tool_calls", toolCalls()),
                field("audio", Arbitraries.of("{\"id\":\"a\",\"data\":\"UklG\"}", "{}")),
                field("index", anything()));
        Arbitrary<String> choice = object(
                field("index", Arbitraries.of("0", "1", "-1", "0.0", "\"1\"", "12345678901", "123456789012345678901")),
                field("delta", delta),
                field("delta", delta),
                field("finish_reason", Arbitraries.of("\"stop\"", "\"\"", "\" \"", "\"length\"")),
                field("logprobs", anything()));
        Arbitrary<String> choices = Arbitraries.oneOf(choice, choice, choice, anything())
                .list()
                .ofMaxSize(3)
                .map(list -> "[" + String.join(", ", list) + "]");
        return object(
                field("id", Arbitraries.of("\"c\"", "\"\"", "17", "1.5", "8313807536837492492123", "\"\\u667a\"")),
                field("created", Arbitraries.of("1767240000", "0", "1.7e9", "\"1767240000\"", "99999999999999999999")),
                field("model", Arbitraries.of("\"glm-4\"", "\"GLM-4-Air\"", "\"智谱\"")),
                field("choices", choices),
                field("usage", Arbitraries.of("{\"prompt_tokens\":6,\"total_tokens\":7.0}", "{}", "{\"x\":null}")),
                field("object", Arbitraries.of("\"chat.completion.chunk\"", "\"\"")),
                field("request_id", anything()),
                field("error", Arbitraries.of("{\"code\":1305,\"message\":\"m\"}", "\"no\"")));
    }

    /** Objects with some of the fields, some repeated, and with other fields. */
    @SafeVarargs
    private static Arbitrary<String> object(Arbitrary<String>... fields) {
        Arbitrary<String> other =
                field("x", anything()).flatMap(f -> Arbitraries.of("x", "y").map(n -> f.replaceFirst("x", n)));
        Arbitrary<String> any = Arbitraries.oneOf(List.of(fields));
        return Arbitraries.frequencyOf(Tuple.of(12, any), Tuple.of(1, other))
                .list()
                .ofMaxSize(12)
                .map(list -> "{" + String.join(",", list) + "}");
    }

    /** The field with a valid value, most of the time. */
    private static Arbitrary<String> field(String name, Arbitrary<String> value) {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, value), Tuple.of(1, Arbitraries.just("null")), Tuple.of(1, anything()))
                .map(json -> "\"" + name + "\": " + json);
    }

    private static Arbitrary<String> text() {
        return Arbitraries.of("\"\"", "\" \"", "\"\\n\"", "\"你好\"", "\"😀\"", "\"\\ud83d\"", "\"a\\\"b\\\\\"");
    }

    private static Arbitrary<String> content() {
        Arbitrary<String> parts = Arbitraries.of(
                        "{\"type\":\"text\",\"text\":\"a\"}",
                        "{\"type\":\"thinking\",\"thinking\":\"b\"}",
                        "\"c\"",
                        "1",
                        "null")
                .list()
                .ofMaxSize(3)
                .map(list -> "[" + String.join(",", list) + "]");
        return Arbitraries.oneOf(text(), text(), parts);
    }

    private static Arbitrary<String> toolCalls() {
        Arbitrary<String> call = Arbitraries.of(
                "{\"index\":0,\"id\":\"call_1\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}",
                "{}",
                "null",
                "[]",
                "5");
        return call.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]");
    }

    private static Arbitrary<String> anything() {
        return Arbitraries.of(
                "null",
                "true",
                "false",
                "0",
                "-0",
                "12.0",
                "1e400",
                "18446744073709551616",
                "\"\"",
                "\"text\"",
                "[]",
                "{}",
                "[1,[2,{\"a\":[]}],\"x\"]",
                "{\"a\":{\"b\":null,\"a\":[{}]},\"a\":2}");
    }
}
