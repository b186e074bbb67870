package io.github.camelglm4.assembly;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.sse.SseDecoder;
import io.github.camelglm4.sse.WholeData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes a transcript like a streamed answer, up to {@code [DONE]}: bytes, events, chunks, the whole answer. */
final class Playback {

    private static final byte[] DONE = "[DONE]".getBytes(UTF_8);

    private Playback() {}

    static ChatCompletion assemble(String stream, int pieceSize) throws IOException {
        ChunkAssembler assembler = new ChunkAssembler();
        chunks(stream, pieceSize).forEach(assembler::add);
        return assembler.completion();
    }

    static List<ChatCompletionChunk> chunks(String stream, int pieceSize) throws IOException {
        SseDecoder decoder = new SseDecoder(1 << 20, WholeData.NEVER);
        ChunkParser parser = new ChunkParser(1 << 24);
        List<ChatCompletionChunk> chunks = new ArrayList<>();
        byte[] bytes = stream.getBytes(UTF_8);
        boolean done = false;
        for (int from = 0; from < bytes.length && !done; from += pieceSize) {
            decoder.feed(bytes, from, Math.min(pieceSize, bytes.length - from));
            done = read(decoder, parser, chunks);
        }
        return chunks;
    }

    private static boolean read(SseDecoder decoder, ChunkParser parser, List<ChatCompletionChunk> chunks)
            throws IOException {
        while (decoder.next()) {
            if (decoder.event().dataEquals(DONE)) {
                return true;
            }
            if (decoder.event().length() > 0) {
                chunks.add(parser.parse(
                        decoder.event().array(),
                        decoder.event().offset(),
                        decoder.event().length()));
            }
        }
        return false;
    }

    /** Returns the answer of these chunks, given as the JSON of their deltas; apostrophes stand for quotation marks. */
    static ChatCompletion ofDeltas(String... deltas) throws IOException {
        ChunkAssembler assembler = new ChunkAssembler();
        for (String delta : deltas) {
            assembler.add(chunk("{'choices':[{'index':0,'delta':" + delta + "}]}"));
        }
        return assembler.completion();
    }

    /** A chunk of JSON; apostrophes stand for quotation marks. */
    static ChatCompletionChunk chunk(String json) throws IOException {
        byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);
        return ChatCompletionChunk.of(Json.readObject(bytes, 0, bytes.length));
    }
}
