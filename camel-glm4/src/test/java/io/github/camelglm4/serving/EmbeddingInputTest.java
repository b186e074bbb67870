package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.embedding.EmbeddingVector;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests for vectors are valid, and the JSON of the response. */
class EmbeddingInputTest {

    private static final int MAX_INPUTS = 3;

    @Test
    void readsOneTextOrSeveral() throws IOException {
        assertThat(read("{'input': 'Rain.'}")).isEqualTo(new EmbeddingInput(List.of("Rain."), false, null, null));
        assertThat(read("{'input': ['Rain.', '雨。'], 'encoding_format': 'base64', 'dimensions': 256, 'user': 'u'}"))
                .isEqualTo(new EmbeddingInput(List.of("Rain.", "雨。"), true, 256, "u"));
        assertThat(read("{'input': ['a', ' ', 'c'], 'encoding_format': 'float', 'dimensions': null}"))
                .isEqualTo(new EmbeddingInput(List.of("a", " ", "c"), false, null, null));
        assertThat(read("{'input': 'a', 'dimensions': 1}").dimensions()).isEqualTo(1);
    }

    /** The texts are the body of the route, but their number is also that of the vectors it must return. */
    @Test
    void aRouteCannotChangeTheTexts() throws IOException {
        assertThat(read("{'input': 'a'}").texts()).isUnmodifiable();
        assertThat(read("{'input': ['a', 'b']}").texts()).isUnmodifiable();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {}                                        | input           | input is missing.
                    {'input': null}                           | input           | input is missing.
                    {'input': []}                             | input           | input must have at least one text.
                    {'input': {}}                             | input           | input must be a string or an array of strings.
                    {'input': 7}                              | input           | input must be a string or an array of strings.
                    {'input': [1, 2]}                         | input           | arrays of tokens are not supported.
                    {'input': [[1, 2]]}                       | input           | arrays of tokens are not supported.
                    {'input': ['a', 1]}                       | input           | input[1] must be a string.
                    {'input': ['a', null]}                    | input           | input[1] must be a string.
                    {'input': ['a', '']}                      | input           | input[1] must not be an empty string.
                    {'input': ''}                             | input           | input must not be an empty string.
                    {'input': ['a', 'b', 'c', 'd']}           | input           | input has 4 texts, but at most 3 are allowed.
                    {'input': 'a', 'encoding_format': 'int8'} | encoding_format | encoding_format must be float or base64.
                    {'input': 'a', 'encoding_format': 1}      | encoding_format | encoding_format must be a string
                    {'input': 'a', 'dimensions': 0}           | dimensions      | dimensions must be an integer from 1
                    {'input': 'a', 'dimensions': '256'}       | dimensions      | dimensions must be an integer from 1
                    {'input': 'a', 'user': 7}                 | user            | user must be a string
                    """)
    void namesTheInvalidField(String json, String param, String message) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(ServedErrorException.class, refused -> {
            assertThat(refused.error().status()).isEqualTo(400);
            assertThat(refused.error().param()).isEqualTo(param);
            assertThat(refused.error().message()).contains(message);
        });
    }

    @Test
    void writesNumbersOrBase64OfLittleEndianFloats() throws IOException {
        List<EmbeddingVector> vectors = List.of(EmbeddingVector.of(1, -0.5f));

        assertThat(written("{'input': 'a'}", new EmbeddingReply(vectors, new Usage(3L, null, 4L, null))))
                .isEqualTo("{'object':'list','data':[{'object':'embedding','index':0,'embedding':[1.0,-0.5]}],"
                        + "'model':'m','usage':{'prompt_tokens':3,'total_tokens':4}}");
        assertThat(written("{'input': 'a', 'encoding_format': 'base64'}", new EmbeddingReply(vectors, null)))
                .isEqualTo("{'object':'list','data':[{'object':'embedding','index':0,'embedding':'AACAPwAAAL8='}],"
                        + "'model':'m','usage':{'prompt_tokens':0,'total_tokens':0}}");
    }

    private static String written(String request, EmbeddingReply reply) throws IOException {
        return new String(EmbeddingResponse.json(read(request), reply, "m"), StandardCharsets.UTF_8).replace('"', '\'');
    }

    private static EmbeddingInput read(String json) throws IOException {
        byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return EmbeddingInput.of(Json.readObject(bytes, 0, bytes.length), MAX_INPUTS);
    }
}
