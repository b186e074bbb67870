package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.SOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.stream.Received;
import io.github.camelglm4.stream.WireTestSupport;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.Transcripts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed responses that were not requested. */
class CompressedAnswerTest extends WireTestSupport {

    private static final String EVENTS = Transcripts.events(delta("智"), delta("😀"), finish("stop"), "[DONE]");

    /** The formats that hosts mean by their values of Content-Encoding. */
    enum Encoding {
        GZIP("gzip") {
            @Override
            OutputStream over(OutputStream out) throws IOException {
                return new GZIPOutputStream(out, true);
            }
        },
        OLD_GZIP("X-GZIP") {
            @Override
            OutputStream over(OutputStream out) throws IOException {
                return new GZIPOutputStream(out, true);
            }
        },
        DEFLATE("deflate") {
            @Override
            OutputStream over(OutputStream out) {
                return new DeflaterOutputStream(out, true);
            }
        },
        RAW_DEFLATE("deflate") {
            @Override
            OutputStream over(OutputStream out) {
                return new DeflaterOutputStream(out, new Deflater(Deflater.DEFAULT_COMPRESSION, true), true);
            }
        },
        NONE("Identity") {
            @Override
            OutputStream over(OutputStream out) {
                return out;
            }
        };

        final String named;

        Encoding(String named) {
            this.named = named;
        }

        abstract OutputStream over(OutputStream out) throws IOException;

        byte[] encode(String text) throws IOException {
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            try (OutputStream out = over(encoded)) {
                out.write(text.getBytes(UTF_8));
            }
            return encoded.toByteArray();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadAsStream(Encoding encoding) throws IOException {
        for (int size : new int[] {1, 7, 10_000}) {
            server.enqueue(inChunks(encoding.encode(EVENTS), size)
                    .header("Content-Encoding", encoding.named)
                    .lastChunk());

            Received received = pull();

            assertThat(received.failure()).isNull();
            assertThat(received.ofType("text")).containsExactly("智", "😀");
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadAsWhole(Encoding encoding) throws IOException {
        String text = "所有 ".repeat(50_000).strip();
        server.enqueue(Reply.of(200, "application/json", encoding.encode(GlmJson.completion(text)))
                .header("Content-Encoding", encoding.named));

        Exchange exchange = ask("glm4:GLM-4-Air", "hi");

        assertThat(exchange.getMessage().getBody()).isEqualTo(text);
    }

    @Test
    void givesWhatCanBeReadAndFailsWhereItIsBroken() throws IOException {
        byte[] broken = flushed(Transcripts.events(delta("智"), delta("😀")));
        int whole = broken.length;
        broken = Arrays.copyOf(broken, whole + 100);
        Arrays.fill(broken, whole, broken.length, (byte) 0xFF);
        server.enqueue(
                inChunks(broken, whole).header("Content-Encoding", "gzip").never());

        Received received = pull();

        assertThat(received.ofType("text")).containsExactly("智", "😀");
        assertThat(received.failure()).isInstanceOf(Glm4ResponseException.class);
        server.awaitOpenConnections(0, SOON);
    }

    @Test
    void givesWhatStandsBeforeTheBrokenPlaceOfThePieceItCameIn() throws IOException {
        byte[] broken = Encoding.GZIP.encode(EVENTS);
        // the checksum after the data
        broken[broken.length - 8] ^= 1;
        server.enqueue(inChunks(broken, broken.length)
                .header("Content-Encoding", "gzip")
                .never());

        Received received = pull();

        assertThat(received.ofType("text")).containsExactly("智", "😀");
        server.awaitOpenConnections(0, SOON);
    }

    @Test
    void isReadAlsoIfItIsTheTransferThatIsCompressed() throws IOException {
        server.enqueue(inChunks(Encoding.GZIP.encode(EVENTS), 7)
                .without("Transfer-Encoding")
                .header("Transfer-Encoding", "gzip, chunked")
                .lastChunk());

        assertThat(pull().ofType("text")).containsExactly("智", "😀");
    }

    @Test
    void endsAtTheLimit() throws IOException {
        byte[] much = Encoding.GZIP.encode(":".repeat(60_000_000));
        server.enqueue(
                inChunks(much, much.length).header("Content-Encoding", "gzip").never());

        assertThat(pull("&maxResponseSize=100000").failure()).hasMessageContaining("maxResponseSize of 100000 bytes");
        server.awaitOpenConnections(0, SOON);
    }

    /** With any decoders on the class path: those for br and zstd expand a kilobyte to gigabytes. */
    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "snappy", "gzip, gzip", "gzip, br", "compress"})
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void isRefusedByNameInOtherEncodings(String encoding) throws IOException {
        server.enqueue(
                Reply.of(200, "application/json", new byte[] {1, 2, 3}).header("Content-Encoding", encoding),
                inChunks(new byte[] {1, 2, 3}, 3)
                        .header("Content-Encoding", encoding)
                        .never());

        Throwable whole = failure(ask("glm4:GLM-4-Air", "hi"));
        Throwable streamed = pull().failure();

        assertThat(List.of(whole, streamed))
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(Glm4ResponseException.class)
                        .hasMessageContaining("Content-Encoding " + encoding)
                        .hasMessageContaining("only gzip and deflate"));
        server.awaitOpenConnections(0, SOON);
    }

    @Test
    void isAskedForAgainWhenItIsAnErrorInAnotherEncoding() throws IOException {
        server.enqueue(
                Reply.of(503, "application/json", new byte[] {1, 2, 3}).header("Content-Encoding", "br"),
                Reply.completion("Paris"));

        Exchange exchange = ask("glm4:GLM-4-Air?retryDelay=1", "hi");

        assertThat(exchange.getMessage().getBody()).isEqualTo("Paris");
    }

    /** Returns the compressed data so far, without an end. */
    private static byte[] flushed(String text) throws IOException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        OutputStream out = Encoding.GZIP.over(encoded);
        out.write(text.getBytes(UTF_8));
        out.flush();
        return encoded.toByteArray();
    }
}
