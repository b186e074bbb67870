package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.FlowAdapters;

/** The caller has the first piece of an answer before its source may give the second. */
class FirstByteTest extends ServingTestSupport {

    /** A kind of body that gives "one", and "two" only when the future is done. */
    record Source(String name, Function<CompletableFuture<Void>, Object> body) {
        @Override
        public String toString() {
            return name;
        }
    }

    private final CompletableFuture<Void> firstIsRead = new CompletableFuture<>();
    private volatile Source source;

    static List<Source> sources() {
        return List.of(
                new Source("iterator", FirstByteTest::pieces),
                new Source("iterable", read -> (Iterable<String>) () -> pieces(read)),
                new Source("stream of bytes", FirstByteTest::bytes),
                new Source("reader", FirstByteTest::characters),
                new Source("Flow.Publisher", FirstByteTest::publisher),
                new Source("Publisher", read -> FlowAdapters.toPublisher(publisher(read))));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:source")
                        .process(e -> e.getMessage().setBody(source.body().apply(firstIsRead)));
                from("glm4:proxy").to("glm4:GLM-4-Air");
            }
        };
    }

    @ParameterizedTest
    @MethodSource("sources")
    void comesAtOnce(Source kind) throws Exception {
        source = kind;

        requireOneBeforeTwo("source");
    }

    @Test
    void comesAtOnceFromTheServiceToo() throws Exception {
        server.enqueue(Reply.stream()
                .event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"one\"}}]}")
                .await(firstIsRead)
                .event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"two\"},\"finish_reason\":\"stop\"}]}")
                .lastChunk());

        requireOneBeforeTwo("proxy");
    }

    private void requireOneBeforeTwo(String model) throws Exception {
        try (InputStream in =
                        open(chat(asking(model, "hi", ",\"stream\":true"))).body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (!line.contains("\"one\"")) {
                line = lines.readLine();
            }
            firstIsRead.complete(null);
            assertThat(lines.lines().toList())
                    .anyMatch(l -> l.contains("\"two\""))
                    .contains("data: [DONE]");
        }
    }

    private static Iterator<String> pieces(CompletableFuture<Void> read) {
        return Stream.of("one", "two")
                .peek(piece -> awaitBeforeTwo(piece, read))
                .iterator();
    }

    private static void awaitBeforeTwo(String piece, CompletableFuture<Void> read) {
        if (piece.equals("two")) {
            read.orTimeout(LATER.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    private static InputStream bytes(CompletableFuture<Void> read) {
        try {
            PipedInputStream in = new PipedInputStream();
            OutputStream out = new PipedOutputStream(in);
            out.write("one".getBytes(StandardCharsets.UTF_8));
            out.flush();
            read.thenRunAsync(() -> {
                try (out) {
                    out.write("two".getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return in;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PipedReader characters(CompletableFuture<Void> read) {
        try {
            PipedReader in = new PipedReader();
            PipedWriter out = new PipedWriter(in);
            out.write("one");
            out.flush();
            read.thenRunAsync(() -> {
                try (out) {
                    out.write("two");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return in;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SubmissionPublisher<String> publisher(CompletableFuture<Void> read) {
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>() {
            @Override
            public void subscribe(Flow.Subscriber<? super String> subscriber) {
                super.subscribe(subscriber);
                submit("one");
            }
        };
        read.thenRunAsync(() -> {
            publisher.submit("two");
            publisher.close();
        });
        return publisher;
    }
}
