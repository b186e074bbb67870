package io.github.camelglm4.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.io.InputStream;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of our bodies: the JSON of the API, and the text of a stream. */
class BytesOfBodiesTest extends Glm4TestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final int port = FreePort.next();

    @Override
    protected RouteBuilder createRouteBuilder() throws Exception {
        VertxPlatformHttpServerConfiguration http = new VertxPlatformHttpServerConfiguration();
        http.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(http));
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:file")
                        .to("glm4:GLM-4-Air?output=completion")
                        .to("file:" + folder + "?fileName=answer.json");
                from("direct:charset")
                        .to("glm4:GLM-4-Air?output=completion")
                        .to("file:" + folder + "?fileName=answer.json&charset=utf-8");
                from("platform-http:/ask").to("glm4:GLM-4-Air?output=completion");
                from("direct:marshal")
                        .to("glm4:GLM-4-Air?stream=true")
                        .marshal()
                        .json();
            }
        };
    }

    static Stream<Arguments> bodies() {
        ChatMessage said = ChatMessage.assistant("你好");
        return Stream.of(
                Arguments.of(said, "role"),
                Arguments.of(new ChatCompletionRequest("m", List.of(said)), "messages"),
                Arguments.of(
                        new ChatCompletion(
                                "1", 1L, "m", List.of(new ChatCompletion.Choice(said, "stop")), null, Map.of()),
                        "choices"),
                Arguments.of(
                        ChatCompletionChunk.of(
                                Map.of("choices", List.of(Map.of("index", 0, "delta", Map.of("content", "你好"))))),
                        "choices"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void areJson(Object body, String field) throws Exception {
        byte[] bytes = convert(body, byte[].class);
        ByteBuffer buffer = convert(body, ByteBuffer.class);
        String read = new String(convert(body, InputStream.class).readAllBytes(), StandardCharsets.UTF_8);

        assertThat(JSON.readTree(bytes).has(field)).isTrue();
        assertThat(buffer).isEqualTo(ByteBuffer.wrap(bytes));
        assertThat(read).isEqualTo(new String(bytes, StandardCharsets.UTF_8)).contains("你好");
        try (Reader reader = convert(body, Reader.class)) {
            assertThat(JSON.readTree(reader)).isEqualTo(JSON.readTree(bytes));
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void areTheirTextAsAString(Object body) {
        assertThat(convert(body, String.class)).isIn("你好", "");
    }

    @Test
    void goIntoAFile() throws Exception {
        server.otherwise(Reply.completion("你好"));
        for (String route : List.of("direct:file", "direct:charset")) {
            template.requestBody(route, "hi");

            assertThat(JSON.readTree(Files.readAllBytes(folder.resolve("answer.json")))
                            .at("/choices/0/message/content")
                            .asText())
                    .isEqualTo("你好");
        }
    }

    @Test
    void goToACallerOverHttp() throws Exception {
        server.otherwise(Reply.completion("你好"));

        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/ask"))
                                .POST(HttpRequest.BodyPublishers.ofString("hi"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(response.body())
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo("你好");
    }

    @Test
    void aStreamIsItsText() {
        server.otherwise(streamed());

        for (Class<?> type : List.of(byte[].class, ByteBuffer.class, InputStream.class, Reader.class, String.class)) {
            Object body = template.requestBody("glm4:GLM-4-Air?stream=true", "hi", ChatCompletionStream.class);
            assertThat(convert(convert(body, type), String.class))
                    .as(type.getName())
                    .isEqualTo("你好");
        }
    }

    @Test
    void aStreamIsMarshalledAsItsText() {
        server.otherwise(streamed());

        assertThat(template.requestBody("direct:marshal", "hi", String.class)).isEqualTo("\"你好\"");
    }

    private static Reply streamed() {
        return Reply.stream()
                .event(GlmJson.delta("你"))
                .event(GlmJson.delta("好"))
                .event(GlmJson.lastDelta())
                .event("[DONE]")
                .lastChunk();
    }

    private <T> T convert(Object body, Class<T> type) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        return exchange.getMessage().getBody(type);
    }
}
