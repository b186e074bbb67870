package io.github.camelglm4.binding.image;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.testing.Reply;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedExchangeAggregationStrategy;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A body that contains an image becomes a part of the user message, together with the question. */
class ImageBodyTest extends ImageTestSupport {

    @TempDir
    Path directory;

    @ParameterizedTest
    @MethodSource("images")
    void isAPartOfTheUsersMessage(Object body) {
        Map<String, Object> request = sent(MODEL, body, asking(Exchange.CONTENT_TYPE, "image/png"));

        assertThat(request).isEqualTo(Map.of("model", "glm-4v-plus-0111", "messages", userShows("image/png")));
    }

    static Stream<Object> images() {
        return Stream.of(
                IMAGE,
                new ByteArrayInputStream(IMAGE),
                // the body types of camel-platform-http-vertx and camel-vertx-http
                Buffer.buffer(IMAGE),
                ByteBuffer.wrap(IMAGE));
    }

    @Test
    void isReadFromAFile() throws Exception {
        Path file = Files.write(directory.resolve("photo.png"), IMAGE);

        assertThat(sent(MODEL, file.toFile(), asking())).containsEntry("messages", userShows("image/png"));
        assertThat(sent(MODEL, file, asking())).containsEntry("messages", userShows("image/png"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&charset=GBK"})
    void isReadAsItIsFromAFileRoute(String option) throws Exception {
        Files.write(directory.resolve("photo.JPG"), IMAGE);

        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + directory + "?initialDelay=0&noop=true" + option)
                        .setHeader(Glm4Headers.USER_MESSAGE, constant(QUESTION))
                        .to(MODEL);
            }
        });

        assertThat(server.takeRequest(SOON).json()).containsEntry("messages", userShows("image/jpeg"));
    }

    @Test
    void severalAreSeveralPartsInTheirOrder() throws Exception {
        Path png = Files.write(directory.resolve("one.png"), IMAGE);
        Path jpg = Files.write(directory.resolve("two.jpeg"), IMAGE);
        List<Object> body = List.of(png, jpg.toFile(), new ByteArrayInputStream(IMAGE), IMAGE);

        assertThat(sent(MODEL, body, asking(Exchange.FILE_NAME, "three.png")))
                .containsEntry("messages", userShows("image/png", "image/jpeg", "image/png", "image/png"));
    }

    @Test
    void severalThatWereAggregatedAreWhatTheirOwnMessagesSay() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:photos")
                        .aggregate(constant(true), new GroupedExchangeAggregationStrategy())
                        .completionSize(2)
                        .setHeader(Glm4Headers.USER_MESSAGE, constant(QUESTION))
                        .to(MODEL);
            }
        });

        ask("direct:photos", IMAGE, Map.of("CamelAwsS3ContentType", "image/jpeg"));
        ask("direct:photos", new ByteArrayInputStream(IMAGE), Map.of(Exchange.CONTENT_TYPE, "image/png"));

        assertThat(server.takeRequest(SOON).json()).containsEntry("messages", userShows("image/jpeg", "image/png"));
    }

    @Test
    void messagesInAListAreWhatTheySay() {
        Exchange other = new DefaultExchange(context);
        other.getMessage().setBody(IMAGE);
        other.getMessage().setHeader(Exchange.FILE_CONTENT_TYPE, "image/png");

        assertThat(sent(MODEL, List.of(other.getMessage()), asking()))
                .containsEntry("messages", userShows("image/png"));
    }

    @Test
    void instructionsGoBefore() {
        Map<String, Object> request =
                sent(MODEL + "?systemMessage=Obey", IMAGE, asking(Glm4Headers.MEDIA_TYPE, "image/png"));

        assertThat(request)
                .containsEntry(
                        "messages",
                        List.of(system("Obey"), userShows("image/png").get(0)));
    }

    @Test
    void aStreamedAnswerIsAskedForInTheSameWay() {
        Map<String, Object> headers = asking(Glm4Headers.MEDIA_TYPE, "image/png");

        assertThat(sent(MODEL + "?stream=true", IMAGE, headers)).containsEntry("messages", userShows("image/png"));
    }

    @Test
    void theAnswerAboutAnImageIsNone() {
        ChatCompletion answer = ChatCompletion.of(
                Map.of("choices", List.of(Map.of("message", Map.of("role", "assistant", "content", "A cat.")))));

        assertThat(sent(MODEL, answer, Map.of(Exchange.FILE_NAME, "cat.png")))
                .containsEntry("messages", List.of(Map.of("role", "user", "content", "A cat.")));
    }

    @Test
    void partsInARequestAreSentAsTheyAre() {
        List<Object> parts = List.of(
                Map.of("type", "image_url", "image_url", Map.of("url", "https://example.com/a.webp")),
                Map.of("type", "video_url", "video_url", Map.of("url", "https://example.com/a.mp4")),
                Map.of("type", "text", "text", "What is this?"));
        List<Map<String, Object>> messages = List.of(Map.of("role", "user", "content", parts));

        assertThat(sent(MODEL, Map.of("messages", messages))).containsEntry("messages", messages);
        assertThat(sent(MODEL, messages)).containsEntry("messages", messages);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n"})
    void withoutAQuestionItIsRefused(String blank) {
        String message = "the body is an image, but there is no user message: set the header CamelGlm4UserMessage";
        Map<String, Object> headers = Map.of(Exchange.CONTENT_TYPE, "image/png", Glm4Headers.USER_MESSAGE, blank);

        assertThat(refused(MODEL + "?systemMessage=Describe the image", IMAGE, headers))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @MethodSource("images")
    void withInputTextItIsRefusedInsteadOfReadAsText(Object body) {
        for (Map<String, Object> headers : List.<Map<String, Object>>of(
                Map.of(Exchange.CONTENT_TYPE, "Image/PNG"), asking(Exchange.CONTENT_TYPE, "Image/PNG"))) {
            assertThat(refused(MODEL + "?input=text", body, headers))
                    .isInstanceOf(Glm4RequestException.class)
                    .hasMessage("the body must be text, but is image/png (header Content-Type)");
        }
    }

    @Test
    void textThatKeptTheTypeOfAnImageIsStillText() {
        for (Object body : List.of("Hi", new StringReader("Hi"))) {
            assertThat(sent(
                            MODEL,
                            body,
                            Map.of(Exchange.CONTENT_TYPE, "image/png", Glm4Headers.MEDIA_TYPE, "image/png")))
                    .containsEntry("messages", userSays("Hi"));
        }
    }

    @Test
    void bytesThatAreSaidToBeTextAreText() {
        Map<String, Object> headers =
                Map.of(Glm4Headers.MEDIA_TYPE, "text/plain; charset=UTF-8", Exchange.FILE_NAME, "read-by-ocr.png");

        assertThat(sent(MODEL, "智谱".getBytes(StandardCharsets.UTF_8), headers))
                .containsEntry("messages", userSays("智谱"));
    }

    @Test
    void aListWithSomethingElseInItNamesTheElement() {
        String beginning = "body[1] must be an image (bytes, a stream or a file), but is a ";

        assertThat(refused(MODEL, List.of(IMAGE, "text"), asking(Exchange.CONTENT_TYPE, "image/png")))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage(beginning + "java.lang.String");
        assertThat(refused(MODEL, List.of(IMAGE, user("Hi")), asking(Exchange.CONTENT_TYPE, "image/png")))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageStartingWith(beginning);
    }

    @Test
    void isRememberedInAConversation() {
        server.enqueue(Reply.completion("A cat."), Reply.completion("Black."));
        String uri = MODEL + "?memory=true&conversationId=images";

        ask(uri, IMAGE, asking(Exchange.CONTENT_TYPE, "image/png"));
        ask(uri, "Which color?");

        List<Object> messages = new ArrayList<>(userShows("image/png"));
        messages.add(Map.of("role", "assistant", "content", "A cat."));
        messages.add(Map.of("role", "user", "content", "Which color?"));
        assertThat(server.requests().get(1).json()).containsEntry("messages", messages);
    }

    @Test
    void isForgottenWithItsTurn() {
        server.otherwise(Reply.completion("A cat."));
        String uri = MODEL + "?memory=true&conversationId=forgotten-images&maxHistoryMessages=2";

        ask(uri, IMAGE, asking(Exchange.CONTENT_TYPE, "image/png"));
        ask(uri, "Which color?");
        ask(uri, "Which breed?");

        assertThat(server.requests().get(1).text()).contains("data:image/png");
        assertThat(server.requests().get(2).text()).doesNotContain("data:image/png");
    }

    record Seen(String animal) {}

    @Test
    void isDescribedByAnObject() {
        server.enqueue(Reply.completion("a cat"), Reply.completion("{\"animal\": \"cat\"}"));
        String uri = MODEL + "?outputClass=" + Seen.class.getName() + "&memory=true&conversationId=typed-images";

        Exchange exchange = ask(uri, IMAGE, asking(Exchange.CONTENT_TYPE, "image/png"));

        assertThat(exchange.getMessage().getBody()).isEqualTo(new Seen("cat"));
        List<Map<String, Object>> again =
                Fields.objects(server.requests().get(1).json(), "messages");
        assertThat(again).extracting(m -> m.get("role")).containsExactly("system", "user", "assistant", "user");
        assertThat(again).element(1).isEqualTo(userShows("image/png").get(0));
    }
}
