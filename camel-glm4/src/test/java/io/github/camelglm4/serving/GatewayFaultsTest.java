package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.testing.faults.Api;
import io.github.camelglm4.testing.faults.Fault;
import io.github.camelglm4.testing.faults.Faults;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever the service behind a gateway does, the caller has a whole answer or an error in the shape of OpenAI's API:
 * no part of an answer that looks like the whole, and no word of what is behind.
 */
class GatewayFaultsTest extends ServingTestSupport {

    private static final List<Fault> FAULTS = Faults.of(Api.CHAT);

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (Fault fault : FAULTS) {
                    from("glm4:" + model(fault)).to("glm4:GLM-4-Air?maxRetries=1" + fault.options());
                }
            }
        };
    }

    private static String model(Fault fault) {
        return "fault-" + FAULTS.indexOf(fault);
    }

    @AfterEach
    void nothingIsLeft() {
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(context.getInflightRepository().size()).isZero());
    }

    @TestFactory
    Stream<DynamicTest> aCallerWhoWantsTheWholeAnswer() {
        return tests(Faults.unstreamed(Api.CHAT));
    }

    @TestFactory
    Stream<DynamicTest> aCallerWhoWantsAStream() {
        return tests(Faults.streamed());
    }

    @Tag("timing")
    @TestFactory
    Stream<DynamicTest> aCallerOfWhatTakesRealTime() {
        return tests(Faults.timed(Api.CHAT));
    }

    private Stream<DynamicTest> tests(Stream<Fault> faults) {
        return faults.map(fault -> DynamicTest.dynamicTest(fault.toString(), () -> play(fault)));
    }

    private void play(Fault fault) throws Exception {
        fault.play(server);

        HttpResponse<String> response = send(chat(asking(model(fault), "hi", ",\"stream\":" + fault.streamed())));

        if (!fault.fails()) {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(text(response, fault.streamed()))
                    .matches(fault.expected().text());
        } else if (response.statusCode() == 200) {
            assertThat(fault.streamed()).as("begins to answer before it knows").isTrue();
            assertEndsWithAnError(Events.of(response));
        } else {
            assertThat(response.statusCode()).isBetween(400, 599);
            assertThat(json(response)).containsOnlyKeys("error");
        }
        assertThat(response.body()).doesNotContain(KEY, "127.0.0.1", Fault.PRIVATE, "Exception");
    }

    private static String text(HttpResponse<String> response, boolean streamed) throws IOException {
        if (!streamed) {
            return ChatCompletion.of(json(response)).text();
        }
        Events events = Events.of(response);
        assertThat(events.isDone()).isTrue();
        return events.text();
    }

    private static void assertEndsWithAnError(Events events) {
        assertThat(events.isDone()).isFalse();
        assertThat(events.finishReasons()).isEmpty();
        List<Map<String, Object>> chunks = events.chunks();
        assertThat(chunks.get(chunks.size() - 1)).containsOnlyKeys("error");
    }
}
