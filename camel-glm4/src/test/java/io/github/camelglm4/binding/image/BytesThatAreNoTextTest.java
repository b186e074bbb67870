package io.github.camelglm4.binding.image;

import static io.github.camelglm4.testing.Patience.SOON;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.error.Glm4RequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of bytes that are not text: images are detected, others are errors; no bytes are dropped or replaced. */
class BytesThatAreNoTextTest extends MessageTestSupport {

    private static final byte[] PNG = "\u0089PNG\r\n\u001a\n\0\0\0\rIHDR".getBytes(ISO_8859_1);
    private static final byte[] JPEG = "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0".getBytes(ISO_8859_1);
    private static final byte[] PDF = "%PDF-1.7\n1 0 obj\n".getBytes(ISO_8859_1);
    private static final byte[] WAV = "RIFF\u0024\u0008\0\0WAVEfmt ".getBytes(ISO_8859_1);
    private static final byte[] LATIN = "Grüße aus Köln".getBytes(ISO_8859_1);

    @TempDir
    Path folder;

    static Stream<Arguments> images() {
        return Stream.of(PNG, JPEG)
                .flatMap(bytes -> Stream.of("bytes", "stream", "once", "file", "buffer", "list")
                        .map(kind -> Arguments.of(kind, bytes, bytes == PNG ? "image/png" : "image/jpeg")));
    }

    @ParameterizedTest
    @MethodSource("images")
    void anImageIsKnownByItsFirstBytes(String kind, byte[] bytes, String type) throws IOException {
        for (String mediaType : List.of("", "application/octet-stream", "text/plain")) {
            server.reset();
            answerEverything();
            Map<String, Object> headers = said();
            if (!mediaType.isEmpty() && !kind.equals("list")) {
                headers.put(Exchange.CONTENT_TYPE, mediaType);
            }

            Map<String, Object> sent = sent(MODEL, body(kind, bytes), headers);

            assertThat(sent.toString())
                    .contains("data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes))
                    .contains("What is it?");
        }
    }

    static Stream<Arguments> others() {
        return Stream.of(PDF, WAV, LATIN, "a\0b".getBytes(UTF_8), "GIF89a..".getBytes(UTF_8))
                .flatMap(bytes -> Stream.of("bytes", "once", "file", "buffer").map(kind -> Arguments.of(kind, bytes)));
    }

    @ParameterizedTest
    @MethodSource("others")
    void anythingElseIsRefusedWhateverTheHeaderSays(String kind, byte[] bytes) throws IOException {
        for (Map<String, Object> headers : List.of(said(), new HashMap<String, Object>())) {
            Exchange exchange = ask(MODEL, body(kind, bytes), headers);

            assertThat(failure(exchange)).isInstanceOf(Glm4RequestException.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/pdf", "audio/wav", "video/mp4", "application/zip"})
    void aTypeThatIsNoTextIsRefused(String type) {
        Map<String, Object> headers = said();
        headers.put(Exchange.CONTENT_TYPE, type);

        assertThat(refused(MODEL, "harmless".getBytes(UTF_8), headers))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("the body is " + type + " (header Content-Type), which cannot be sent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/xml", "text/csv", "application/octet-stream", "x/y"})
    void bytesOfATextAreOne(String type) {
        assertThat(sent(MODEL, "你好".getBytes(UTF_8), Map.of(Exchange.CONTENT_TYPE, type)))
                .containsEntry("messages", userSays("你好"));
    }

    @Test
    void theHeaderTakesThePlaceOfBytesThatAreText() {
        assertThat(sent(MODEL, "a text".getBytes(UTF_8), said())).containsEntry("messages", userSays("What is it?"));
    }

    @Test
    void namesTheCharsetProperty() {
        assertThat(refused(MODEL, LATIN))
                .hasMessageContaining("is not valid UTF-8 text")
                .hasMessageContaining("CamelCharsetName");
        assertThat(refused(MODEL, "hi".getBytes(UTF_16)))
                .hasMessageContaining("it begins like UTF-16")
                .hasMessageContaining("CamelCharsetName");
        assertThat(refused(MODEL, "hi".getBytes(UTF_16LE)))
                .hasMessageContaining("NUL")
                .hasMessageContaining("CamelCharsetName");
    }

    static Stream<Arguments> charsets() {
        return Stream.of(
                Arguments.of(LATIN, "ISO-8859-1", "Grüße aus Köln"),
                Arguments.of("hi".getBytes(UTF_16), "UTF-16", "hi"),
                Arguments.of("\uFEFFhi".getBytes(UTF_16LE), "UTF-16LE", "hi"),
                Arguments.of("你好".getBytes(Charset.forName("GBK")), "GBK", "你好"),
                Arguments.of("\uFEFF你好".getBytes(UTF_8), "UTF-8", "你好"));
    }

    @ParameterizedTest
    @MethodSource("charsets")
    void readsTheCharsetThatIsSet(byte[] bytes, String charset, String text) {
        Exchange exchange = template.send(MODEL, e -> {
            e.setProperty(Exchange.CHARSET_NAME, charset);
            e.getMessage().setBody(bytes);
        });

        assertThat(failure(exchange)).isNull();
        assertThat(server.takeRequest(SOON).json()).containsEntry("messages", userSays(text));
    }

    @ParameterizedTest
    @MethodSource("charsets")
    void readsTheCharsetOfTheContentType(byte[] bytes, String charset, String text) throws IOException {
        for (String kind : List.of("bytes", "stream", "once", "buffer")) {
            assertThat(sent(MODEL, body(kind, bytes), Map.of(Exchange.CONTENT_TYPE, "text/plain; charset=" + charset)))
                    .containsEntry("messages", userSays(text));
        }
    }

    @Test
    void theContentTypeSaysNothingOfAFileAndAnUnknownCharsetNothingAtAll() throws IOException {
        Object file = body("file", "Grüße".getBytes(UTF_8));

        assertThat(sent(MODEL, file, Map.of(Exchange.CONTENT_TYPE, "text/plain; charset=ISO-8859-1")))
                .containsEntry("messages", userSays("Grüße"));
        assertThat(sent(MODEL, "Grüße".getBytes(UTF_8), Map.of(Exchange.CONTENT_TYPE, "text/plain; charset=?")))
                .containsEntry("messages", userSays("Grüße"));
    }

    @Test
    void aByteOrderMarkIsNoText() throws IOException {
        for (String kind : List.of("bytes", "stream", "once", "file")) {
            assertThat(sent(MODEL, body(kind, "\uFEFF你好".getBytes(UTF_8)))).containsEntry("messages", userSays("你好"));
        }
    }

    private static Map<String, Object> said() {
        return new HashMap<>(Map.of(Glm4Headers.USER_MESSAGE, "What is it?"));
    }

    private Object body(String kind, byte[] bytes) throws IOException {
        return switch (kind) {
            case "stream" -> new ByteArrayInputStream(bytes);
            case "once" -> new SequenceInputStream(new ByteArrayInputStream(bytes), InputStream.nullInputStream());
            case "file" -> Files.write(folder.resolve("unnamed"), bytes).toFile();
            case "buffer" -> ByteBuffer.wrap(bytes);
            case "list" -> List.of(bytes, new ByteArrayInputStream(bytes));
            default -> bytes;
        };
    }
}
