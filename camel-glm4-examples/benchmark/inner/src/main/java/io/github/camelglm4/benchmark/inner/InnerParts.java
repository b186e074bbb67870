package io.github.camelglm4.benchmark.inner;

import io.github.camelglm4.assembly.ChunkAssembler;
import io.github.camelglm4.assembly.ChunkParser;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.sse.SseDecoder;
import io.github.camelglm4.sse.WholeData;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Benchmarks of the parts that process each chunk or each call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class InnerParts {

    private static final int MAX_EVENT_BYTES = 1 << 20;

    private final byte[] chunk = SampleStream.chunk();
    private final byte[] events = SampleStream.events();
    private final SseDecoder decoder = new SseDecoder(MAX_EVENT_BYTES, WholeData.NEVER);
    private final ChunkParser parser = new ChunkParser(MAX_EVENT_BYTES);
    private final ChatCompletionChunk parsed;
    private final Map<String, Object> message =
            Map.of("role", "user", "content", "Tell me in a few words what a message router does, and for whom.");

    public InnerParts() {
        try {
            parsed = parser.parse(chunk, 0, chunk.length);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Bytes to an event. */
    @Benchmark
    @OperationsPerInvocation(SampleStream.CHUNKS)
    public int sseDecoder() {
        decoder.feed(events, 0, events.length);
        int bytes = 0;
        while (decoder.next()) {
            bytes += decoder.event().length();
        }
        return bytes;
    }

    /** JSON of an event to a chunk. */
    @Benchmark
    public ChatCompletionChunk chunkParser() throws IOException {
        return parser.parse(chunk, 0, chunk.length);
    }

    /** Adds a chunk; the answer is built after the last one. */
    @Benchmark
    @OperationsPerInvocation(SampleStream.CHUNKS)
    public ChatCompletion assembler() {
        ChunkAssembler assembler = new ChunkAssembler();
        for (int i = 0; i < SampleStream.CHUNKS; i++) {
            assembler.add(parsed);
        }
        return assembler.completion();
    }

    /** Creates a request with one message and writes it as JSON. */
    @Benchmark
    public byte[] requestWriter() {
        return Json.write(ChatCompletionRequest.of(Map.of("model", "GLM-4-Air", "messages", List.of(message)))
                .toMap());
    }
}
