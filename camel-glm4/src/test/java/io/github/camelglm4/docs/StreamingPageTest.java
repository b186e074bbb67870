package io.github.camelglm4.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.Reply;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;

/** The samples of docs/streaming.md. */
class StreamingPageTest extends DocPageTest {

    @BeforeEach
    void answerInTwoPieces() {
        server.enqueue(Reply.completionStream("Hel", "lo"));
    }

    @SampleOf("streaming.md#one-message-per-chunk")
    void routesEachChunk(Sample.Version sample) throws Exception {
        sample.load(context);

        assertThat(failure(ask("direct:chunks", "Hi"))).isNull();

        assertThat(logged()).containsExactly("Hel", "lo", "done: stop");
        assertThat(request()).contains("\"stream\":true");
    }

    @SampleOf("streaming.md#push-streamto")
    void pushesEachChunk(Sample.Version sample) throws Exception {
        sample.load(context);

        Exchange exchange = ask("direct:pushed", "Hi");

        assertThat(exchange.getMessage().getBody()).isEqualTo("Hello");
        assertThat(logged()).containsExactly("0: Hel", "1: lo", "2: ", "complete text: Hello");
    }

    @SampleOf("streaming.md#writing-to-a-file")
    void writesAFile(Sample.Version sample) throws Exception {
        Path file = Path.of("target/answers/answer.txt");
        Files.deleteIfExists(file);
        sample.load(context);

        assertThat(failure(ask("direct:file", "Hi"))).isNull();

        assertThat(file).hasContent("Hello");
    }

    @SampleOf("streaming.md#reactive-streams/2")
    void publishesChunks(Sample.Version sample) throws Exception {
        sample.load(context);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            assertThat(failure(ask("direct:publisher", "Hi"))).isNull();

            await().untilAsserted(
                            () -> assertThat(printed.toString(UTF_8)).isEqualTo("Hello" + System.lineSeparator()));
        } finally {
            System.setOut(before);
        }
    }
}
