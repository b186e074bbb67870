package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.Transcripts;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The gateway of two lines: what the service behind it says reaches the caller. */
class GatewayStreamTest extends ServingTestSupport {

    private static final String STREAM = ",\"stream\":true";

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:proxy").to("glm4:GLM-4-Air?maxRetries=0");
            }
        };
    }

    @Test
    void textAndUsage() throws Exception {
        Events events = events(Transcripts.NATIVE_TEXT, "");

        assertThat(events.text()).isEqualTo("你好");
        assertThat(events.usages())
                .hasSize(1)
                .first()
                .satisfies(usage -> assertThat(usage).containsEntry("total_tokens", 8));
        assertThat(events.finishReasons()).containsExactly("stop");
    }

    @Test
    void usageInAnEventOfItsOwnForWhoAsks() throws Exception {
        Events events = events(Transcripts.OPENAI_TEXT, ",\"stream_options\":{\"include_usage\":true}");

        Map<String, Object> last = events.chunks().get(events.chunks().size() - 1);
        assertThat(last).containsEntry("choices", List.of());
        assertThat(Fields.object(last, "usage")).containsEntry("total_tokens", 7);
        assertThat(events.usages()).hasSize(1);
        RecordedRequest upstream = server.takeRequest(SOON);
        assertThat(upstream.json()).containsEntry("stream_options", Map.of("include_usage", true));
    }

    @Test
    void reasoningReachesTheCaller() throws Exception {
        Events events = events(Transcripts.REASONING, "");

        assertThat(events.reasoning()).isEqualTo("\nThe user");
        assertThat(events.text()).isEqualTo("\nHello");
    }

    @Test
    void callsOfToolsPutTogether() throws Exception {
        for (String transcript : List.of(Transcripts.NATIVE_TOOL_CALL, Transcripts.TOOL_CALL_FRAGMENTS)) {
            Events events = events(transcript, "");

            List<Map<String, Object>> calls = events.choices().stream()
                    .flatMap(choice -> Fields.objects(Fields.object(choice, "delta"), "tool_calls").stream())
                    .toList();
            assertThat(events.finishReasons()).containsExactly("tool_calls");
            for (int i = 0; i < calls.size(); i++) {
                assertThat(calls.get(i)).containsEntry("index", i).containsEntry("type", "function");
                assertThat(Fields.text(Fields.object(calls.get(i), "function"), "arguments"))
                        .startsWith("{")
                        .endsWith("}");
            }
            assertThat(calls).isNotEmpty();
        }
    }

    @Test
    void halvesOfACharacterInTwoDeltas() throws Exception {
        Events events = events(
                Transcripts.events(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\\ud83d\"}}]}",
                        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\\ude00b\"},\"finish_reason\":\"stop\"}]}",
                        "[DONE]"),
                "");

        assertThat(events.text()).isEqualTo("a😀b");
    }

    @Test
    void aFailureBeforeTheFirstEventKeepsItsMeaning() throws Exception {
        server.enqueue(Reply.error(429, "1302", "slow down").header("Retry-After", "7"));

        HttpResponse<String> response = send(chat(asking("proxy", "hi", STREAM)));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).contains("7");
        assertThat(Fields.object(json(response), "error")).containsEntry("code", "1302");
        assertThat(response.body()).contains("slow down");
    }

    @Test
    void aFailureInTheMiddleIsAnEventAndNotAnEnd() throws Exception {
        Events events = events(Transcripts.ENDS_WITH_NEITHER, "");

        assertThat(events.isDone()).isFalse();
        assertThat(events.finishReasons()).isEmpty();
        Map<String, Object> last = events.chunks().get(events.chunks().size() - 1);
        assertThat(Fields.object(last, "error")).containsEntry("message", "The model's answer was cut off.");
    }

    @Test
    void aServiceThatIsNotThereIsNotNamed() throws Exception {
        server.enqueue(Reply.raw().reset());

        HttpResponse<String> response = send(chat(asking("proxy", "hi", "")));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(response.body()).doesNotContain("127.0.0.1").doesNotContain("" + server.port());
    }

    @Test
    void fieldsThatWeDoNotKnowPass() throws Exception {
        Events events = events(Transcripts.MODERATION_STOP.replace("sensitive", "stop"), "");

        assertThat(events.chunks()).anySatisfy(chunk -> assertThat(chunk).containsKey("content_filter"));
    }

    private Events events(String transcript, String more) throws Exception {
        server.enqueue(Reply.stream().chunk(transcript).lastChunk());
        return Events.of(send(chat(asking("proxy", "hi", STREAM + more))));
    }
}
