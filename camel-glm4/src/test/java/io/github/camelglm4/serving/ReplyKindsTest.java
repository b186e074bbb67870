package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.testing.Reply;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.FlowAdapters;

/** Whatever kind of body a route leaves, its caller gets the same answer, as JSON or as events. */
class ReplyKindsTest extends ServingTestSupport {

    private static final String TEXT = "Grüße, 世界 😀";

    record Kind(String name, Supplier<Object> body) {
        @Override
        public String toString() {
            return name;
        }
    }

    record Invoice(int number, String customer) {}

    private volatile Supplier<Object> body = () -> null;

    @TempDir
    static Path folder;

    static List<Kind> kinds() throws Exception {
        Path file = Files.writeString(folder.resolve("answer.txt"), TEXT);
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        List<String> pieces = List.of("Grüße, ", "", "世界", " 😀");
        return List.of(
                new Kind("text", () -> TEXT),
                new Kind("StringBuilder", () -> new StringBuilder(TEXT)),
                new Kind("bytes", () -> bytes),
                new Kind("file", file::toFile),
                new Kind("completion", () -> completion(TEXT)),
                new Kind("map of a completion", () -> completion(TEXT).toMap()),
                new Kind("list", () -> pieces),
                new Kind("iterator", pieces::iterator),
                new Kind("iterable", () -> (Iterable<String>) pieces::iterator),
                new Kind("stream of bytes", () -> new ByteArrayInputStream(bytes)),
                new Kind("reader", () -> new StringReader(TEXT)),
                new Kind("Flow.Publisher", () -> publisher(pieces)),
                new Kind("Publisher", () -> FlowAdapters.toPublisher(publisher(pieces))));
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:any").process(e -> e.getMessage().setBody(body.get()));
                from("glm4:asked").to("glm4:GLM-4-Air");
                from("glm4:text").to("glm4:GLM-4-Air?output=text");
                from("glm4:read")
                        .to("glm4:GLM-4-Air")
                        .split(body())
                        .streaming()
                        .to("mock:chunk")
                        .end();
            }
        };
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindIsAnsweredAsJson(Kind kind) throws Exception {
        body = kind.body();

        HttpResponse<String> response = send(chat(asking("Any", "hi", "")).header("X-Request-Id", "r-1"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("X-Request-Id")).contains("r-1");
        assertThat(json(response)).containsEntry("model", "Any").containsEntry("object", "chat.completion");
        ChatCompletion completion = ChatCompletion.of(json(response));
        assertThat(completion.text()).isEqualTo(TEXT);
        assertThat(completion.finishReason()).isEqualTo("stop");
        assertThat(completion.usage().totalTokens()).isEqualTo(kind.name().contains("completion") ? 5 : 0);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindIsAnsweredAsEvents(Kind kind) throws Exception {
        body = kind.body();

        Events events = Events.of(send(chat(asking("Any", "hi", ",\"stream\":true"))));

        assertThat(events.text()).isEqualTo(TEXT);
        assertThat(events.finishReasons()).containsExactly("stop");
        assertThat(events.chunks())
                .allSatisfy(chunk -> assertThat(chunk)
                        .containsEntry("model", "Any")
                        .containsEntry("object", "chat.completion.chunk"));
        assertThat(events.isDone()).isTrue();
    }

    @Test
    void dataBecomesJsonText() throws Exception {
        for (Object data :
                List.of(Map.of("number", 7), new Invoice(7, "Ada"), List.of(Map.of("number", 7)), List.of(1, 2))) {
            body = () -> data;

            assertThat(text(send(chat(asking("any", "hi", "")))))
                    .startsWith(data instanceof List ? "[" : "{\"number\":7");
        }
    }

    @Test
    void anEmptyTextIsAnAnswer() throws Exception {
        body = () -> "";

        assertThat(text(send(chat(asking("any", "hi", ""))))).isEmpty();
        assertThat(Events.of(send(chat(asking("any", "hi", ",\"stream\":true"))))
                        .finishReasons())
                .containsExactly("stop");
    }

    @Test
    void whatIsNoAnswerIsTheRoutesFault() throws Exception {
        for (Supplier<Object> none : List.<Supplier<Object>>of(() -> null, Object::new)) {
            body = none;

            HttpResponse<String> response = send(chat(asking("any", "hi", "")));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(response.body()).doesNotContain("java").contains("server_error");
        }
    }

    @Test
    void anImageIsNoAnswer() throws Exception {
        Path image = Files.write(folder.resolve("answer.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        body = image::toFile;

        assertThat(send(chat(asking("any", "hi", ""))).statusCode()).isEqualTo(500);
    }

    @Test
    void anAnswerOfTheServiceKeepsWhatItSays() throws Exception {
        server.otherwise(Reply.completion("Hello"));

        for (String model : List.of("asked", "text")) {
            ChatCompletion completion = ChatCompletion.of(json(send(chat(asking(model, "hi", "")))));

            assertThat(completion.id()).isEqualTo("8239375684858666781");
            assertThat(completion.model()).isEqualTo(model);
            assertThat(completion.text()).isEqualTo("Hello");
            assertThat(completion.usage().totalTokens()).isEqualTo(19);
        }
    }

    @Test
    void aStreamOfTheServiceBecomesJsonForWhoWantsThat() throws Exception {
        server.otherwise(Reply.completionStream("Hel", "lo"));
        body = () -> template.requestBody("glm4:GLM-4-Air?stream=true", "hi");

        ChatCompletion completion = ChatCompletion.of(json(send(chat(asking("any", "hi", "")))));

        assertThat(completion.text()).isEqualTo("Hello");
        assertThat(completion.usage().totalTokens()).isEqualTo(19);
    }

    @Test
    void aStreamThatTheRouteReadItselfIsStillTheAnswer() throws Exception {
        server.otherwise(Reply.completionStream("Hel", "lo"));
        MockEndpoint chunks = getMockEndpoint("mock:chunk");
        chunks.expectedBodiesReceived("Hel", "lo", "");

        Events events = Events.of(send(chat(asking("read", "hi", ",\"stream\":true"))));

        assertThat(events.text()).isEqualTo("Hello");
        chunks.assertIsSatisfied();
    }

    @Test
    void callsOfFunctionsAreTheCallers() throws Exception {
        String call =
                "{\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}";
        server.otherwise(Reply.json("{\"choices\":[{\"index\":0,\"finish_reason\":\"tool_calls\",\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[" + call + "]}}]}"));

        for (String model : List.of("asked", "text")) {
            ChatCompletion completion = ChatCompletion.of(json(send(chat(asking(model, "hi", "")))));

            assertThat(completion.finishReason()).isEqualTo("tool_calls");
            assertThat(completion.message().toolCalls()).hasSize(1);
            assertThat(completion.message().toolCalls().get(0).arguments()).isEqualTo("{\"a\":1}");
        }
    }

    private static String text(HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        Map<String, Object> choice = Fields.objects(json(response), "choices").get(0);
        return (String) Fields.object(choice, "message").get("content");
    }

    private static ChatCompletion completion(String text) {
        return new ChatCompletion(
                "id-1",
                1L,
                "other",
                List.of(new ChatCompletion.Choice(ChatMessage.assistant(text), "stop")),
                new Usage(2, 3),
                Map.of());
    }

    private static Flow.Publisher<String> publisher(List<String> pieces) {
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>();
        return subscriber -> {
            publisher.subscribe(subscriber);
            pieces.forEach(publisher::submit);
            publisher.close();
        };
    }
}
