package io.github.camelglm4.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Any chunks, one per line, equal those from the map of the same JSON, and together are an answer. */
class ChunkFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void agreesWithTheMap(byte[] lines) {
        ChunkParser parser = new ChunkParser(1 << 24);
        ChunkAssembler assembler = new ChunkAssembler();
        StringBuilder text = new StringBuilder();
        for (byte[] line : lines(lines)) {
            ChatCompletionChunk chunk = null;
            try {
                chunk = parser.parse(line, 0, line.length);
            } catch (IOException noChunk) {
                // then the map must not be one either
            }
            assertThat(chunk).isEqualTo(ofMap(line));
            if (chunk != null) {
                assembler.add(chunk);
                text.append(chunk.text() == null ? "" : chunk.text());
            }
        }
        ChatCompletion whole = assembler.completion();
        assertThat(assembler.text()).isEqualTo(text.toString());
        assertThat(whole.toMap()).isNotNull();
    }

    private static ChatCompletionChunk ofMap(byte[] line) {
        try {
            return ChatCompletionChunk.of(Json.readObject(line, 0, line.length));
        } catch (IOException noChunk) {
            return null;
        }
    }

    private static byte[][] lines(byte[] lines) {
        // a line feed byte is never part of another character
        String[] split = new String(lines, StandardCharsets.ISO_8859_1).split("\n");
        byte[][] all = new byte[split.length][];
        for (int i = 0; i < split.length; i++) {
            all[i] = split[i].getBytes(StandardCharsets.ISO_8859_1);
        }
        return all;
    }
}
