package io.github.camelglm4.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Precedence for streaming: an endpoint's explicit false, then the header, the request, the endpoint. */
class StreamSwitchTest extends StreamTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:chunk").to("mock:chunk");
            }
        };
    }

    @BeforeEach
    void answerAsAsked() {
        server.otherwise(request -> Boolean.TRUE.equals(request.json().get("stream"))
                ? Reply.completionStream("Hello", " world")
                : Reply.completion("Hello world"));
    }

    private static Map<String, Object> request(Boolean stream) {
        Map<String, Object> request = new HashMap<>();
        request.put("messages", List.of(Map.of("role", "user", "content", "hi")));
        if (stream != null) {
            request.put("stream", stream);
        }
        return request;
    }

    private Exchange askWith(String option, Object header, Boolean inRequest) {
        String uri = "glm4:GLM-4-Air" + (option == null ? "" : "?stream=" + option);
        Map<String, Object> headers = header == null ? Map.of() : Map.of("CamelGlm4Stream", header);
        return ask(uri, request(inRequest), headers);
    }

    @ParameterizedTest
    @CsvSource({
        // option, header, request, streamed
        "     ,      ,      , false",
        " true,      ,      , true",
        "false,      ,      , false",
        "     , true ,      , true",
        "     ,      , true , true",
        " true, false,      , false",
        " true,      , false, false",
        " true, false, true , false",
        " true, true , false, true",
        "     , true , false, true",
        "     , false, true , false",
        "false, true ,      , false",
        "false,      , true , false",
        "false, true , true , false",
    })
    void isStreamedAsTheOneSaysWhoDecides(String option, String header, Boolean inRequest, boolean streamed) {
        Exchange asked = askWith(option, header, inRequest);

        assertThat(asked.getException()).isNull();
        assertThat(asked.getMessage().getBody() instanceof ChatCompletionStream).isEqualTo(streamed);
        assertThat(asked.getMessage().getBody(String.class)).isEqualTo("Hello world");
        assertThat(Boolean.TRUE.equals(request().json().get("stream"))).isEqualTo(streamed);
    }

    @Test
    void readsTheHeaderAsBooleanToo() {
        assertThat(askWith(null, true, null).getMessage().getBody()).isInstanceOf(ChatCompletionStream.class);
    }

    @Test
    void namesTheHeaderThatIsNeitherTrueNorFalse() {
        Exchange asked = askWith(null, "perhaps", null);

        assertThat(failure(asked)).hasMessageContaining("CamelGlm4Stream").hasMessageContaining("perhaps");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void streamsWhereChunksArePushedTo() {
        Exchange asked = ask("glm4:GLM-4-Air?streamTo=direct:chunk", "hi");

        assertThat(asked.getMessage().getBody()).isEqualTo("Hello world");
        assertThat(request().json()).containsEntry("stream", true);
        assertThat(getMockEndpoint("mock:chunk").getExchanges()).hasSize(3);
    }

    @Test
    void asksForUsageOnlyWhenStreaming() {
        ask("glm4:GLM-4-Air?includeUsage=true&stream=true", "hi");
        ask("glm4:GLM-4-Air?includeUsage=true", "hi", Map.of("CamelGlm4Stream", true));
        ask("glm4:GLM-4-Air?includeUsage=true", "hi");
        ask("glm4:GLM-4-Air?includeUsage=true&stream=true", "hi", Map.of("CamelGlm4Stream", false));
        ask("glm4:GLM-4-Air?stream=true", "hi");

        assertThat(server.requests())
                .extracting(RecordedRequest::json)
                .extracting(request -> request.get("stream_options"))
                .containsExactly(Map.of("include_usage", true), Map.of("include_usage", true), null, null, null);
    }

    @Test
    void leavesStreamOptionsOutWhereStreamingIsRefused() {
        Map<String, Object> request = Map.of(
                "messages",
                List.of(Map.of("role", "user", "content", "hi")),
                "stream",
                true,
                "stream_options",
                Map.of("include_usage", true));

        ask("glm4:GLM-4-Air?stream=false", request);

        assertThat(server.requests().get(0).json())
                .containsEntry("stream", false)
                .doesNotContainKey("stream_options");
    }
}
