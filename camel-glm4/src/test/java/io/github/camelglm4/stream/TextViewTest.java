package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream can be read as bytes or characters while it is received, with and without stream caching. */
class TextViewTest extends StreamTestSupport {

    @TempDir
    static Path folder;

    /** Completed by the reader of the beginning; only then the server sends the rest. */
    private final CompletableFuture<Void> beginningRead = new CompletableFuture<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (String caching : new String[] {"true", "false"}) {
                    from("direct:bytes-" + caching)
                            .streamCache(caching)
                            .to(STREAMED)
                            .convertBodyTo(InputStream.class)
                            .process(TextViewTest.this::readBytes);
                    from("direct:characters-" + caching)
                            .streamCache(caching)
                            .to(STREAMED)
                            .convertBodyTo(Reader.class)
                            .process(TextViewTest.this::readCharacters);
                    from("direct:file-" + caching)
                            .streamCache(caching)
                            .to(STREAMED)
                            .convertBodyTo(InputStream.class)
                            .to("file:" + folder);
                }
            }
        };
    }

    private void readBytes(Exchange exchange) throws IOException {
        InputStream text = (InputStream) exchange.getMessage().getBody();
        String first =
                new String(text.readNBytes("你好".getBytes(StandardCharsets.UTF_8).length), StandardCharsets.UTF_8);
        beginningRead.complete(null);
        exchange.getMessage().setBody(first + "|" + new String(text.readAllBytes(), StandardCharsets.UTF_8));
    }

    private void readCharacters(Exchange exchange) throws IOException {
        Reader text = (Reader) exchange.getMessage().getBody();
        char[] first = new char[100];
        int count = text.read(first);
        beginningRead.complete(null);
        StringBuilder all = new StringBuilder().append(first, 0, count).append('|');
        for (int c = text.read(); c >= 0; c = text.read()) {
            all.append((char) c);
        }
        exchange.getMessage().setBody(all.toString());
    }

    private CompletableFuture<Exchange> start(String route, String file) {
        return template.asyncSend(route, exchange -> {
            exchange.getMessage().setBody("hi");
            exchange.getMessage().setHeader(Exchange.FILE_NAME, file);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes-true", "bytes-false", "characters-true", "characters-false"})
    void isReadAsItArrives(String route) {
        server.enqueue(held("你好", beginningRead, "！", " 😀"));

        assertThat(start("direct:" + route, null))
                .succeedsWithin(SOON)
                .extracting(exchange -> exchange.getMessage().getBody())
                .isEqualTo("你好|！ 😀");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void isWrittenToAFileAsItArrives(String caching) throws IOException {
        server.enqueue(held("Hello", beginningRead, " world"));
        Path file = folder.resolve("answer-" + caching);

        CompletableFuture<Exchange> asked =
                start("direct:file-" + caching, file.getFileName().toString());
        await().atMost(SOON).until(() -> Files.exists(file) && "Hello".equals(Files.readString(file)));
        beginningRead.complete(null);

        assertThat(asked)
                .succeedsWithin(SOON)
                .extracting(Exchange::getException)
                .isNull();
        assertThat(file).hasContent("Hello world");
    }

    @Test
    void joinsACharacterThatTwoDeltasDivide() throws IOException {
        server.enqueue(ended(Reply.stream()
                .event(GlmJson.delta("a#").replace("#", "\\ud83d"))
                .event(GlmJson.delta("#b").replace("#", "\\ude00"))));

        byte[] bytes = open().inputStream().readAllBytes();

        assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("a😀b");
    }

    @Test
    void replacesHalfACharacterAtTheEnd() throws IOException {
        server.enqueue(ended(Reply.stream().event(GlmJson.delta("a#").replace("#", "\\ud83d"))));

        byte[] bytes = open().inputStream().readAllBytes();

        assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("a?");
    }

    @Test
    void hasNoReasoningInTheText() throws IOException {
        server.enqueue(ended(Reply.stream()
                .event(GlmJson.delta("#").replace("content", "reasoning_content"))
                .event(GlmJson.delta("Hello"))));

        byte[] bytes = open().inputStream().readAllBytes();

        assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("Hello");
    }
}
