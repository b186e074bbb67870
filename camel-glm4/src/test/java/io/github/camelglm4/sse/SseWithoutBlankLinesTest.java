package io.github.camelglm4.sse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.WholeJson;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events with one line end between them, where each data line is a complete JSON value. */
class SseWithoutBlankLinesTest {

    private static List<Decoded> decode(String stream, Integer... cuts) {
        List<Decoded> events = new ArrayList<>();
        SseDecoder decoder = new SseDecoder(1_000, WholeJson::isIn);
        Decoded.decode(decoder, stream.getBytes(UTF_8), new TreeSet<>(List.of(cuts)), UTF_8, events);
        return events;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void eachWholeDataLineIsAnEventWhereverTheStreamIsCut(String lineEnd) {
        String stream = "data: {\"a\":\"}{\\\"\"}\n: hm\nevent: x\ndata: {\"b\":[1]}\nid: 7\ndata:[DONE]\n"
                .replace("\n", lineEnd);

        for (int cut = 0; cut <= stream.length(); cut++) {
            assertThat(decode(stream, cut))
                    .containsExactly(
                            Decoded.message("{\"a\":\"}{\\\"\"}"),
                            new Decoded("x", "{\"b\":[1]}"),
                            Decoded.message("[DONE]"));
        }
    }

    @Test
    void aLineIsHandedOutWhenItEndsOnceTheStreamIsKnown() {
        SseDecoder decoder = new SseDecoder(1_000, WholeJson::isIn);
        List<Decoded> events = new ArrayList<>();

        Decoded.feed(decoder, "data: {\"a\":1}\ndata: {\"b\":2}\n".getBytes(UTF_8), UTF_8, events);

        assertThat(events).containsExactly(Decoded.message("{\"a\":1}"), Decoded.message("{\"b\":2}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"a\":\ndata: 1}\n\ndata: {\"b\":\ndata: 2}\n\n",
                "data: {\ndata: \"a\":\"}\",\ndata: \"b\":2\ndata: }\n\n",
                "data: one\ndata: two\n\n",
                "data: \"{}\ndata: {}\"\n\n"
            })
    void dataOfSeveralLinesIsJoined(String stream) {
        List<Decoded> standard = new ArrayList<>();
        Decoded.decode(
                new SseDecoder(1_000, WholeData.NEVER), stream.getBytes(UTF_8), new TreeSet<>(), UTF_8, standard);

        assertThat(decode(stream)).isEqualTo(standard);
    }

    @Test
    void blankLinesMayComeAfterAll() {
        assertThat(decode("data: {}\ndata: {}\n\ndata: {}\n\n\ndata: {\ndata: }\n\n"))
                .extracting(Decoded::data)
                .containsExactly("{}", "{}", "{}", "{\n}");
    }
}
