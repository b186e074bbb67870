package io.github.camelglm4.examples.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.examples.gateway.Http;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models with several upstreams, called over HTTP, with a clock of the test. */
@Timeout(60)
class ModelRoutesTest {
    private final CamelContext gateway = new DefaultCamelContext();
    private final AtomicLong nanoTime = new AtomicLong();
    private ScriptedService first;
    private ScriptedService second;
    private int port;

    @BeforeEach
    void startServices() throws Exception {
        first = new ScriptedService("first");
        second = new ScriptedService("second");
        port = Http.freePort();
    }

    @AfterEach
    void stop() {
        gateway.stop();
        first.close();
        second.close();
    }

    @Test
    void upstreamsShareTheCalls() throws Exception {
        start(new GatewayModel("m", List.of(upstream(first), upstream(second)), List.of(), Duration.ofSeconds(30)));

        assertThat(IntStream.range(0, 60).mapToObj(i -> text()).collect(Collectors.toSet()))
                .isEqualTo(Set.of("by first", "by second"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 529})
    void aFallbackAnswersInstead(int status) throws Exception {
        startWithFallback();
        first.fails(status, null);

        assertThat(ask("").body()).contains("by second");
        assertThat(ask(",\"stream\":true").body()).contains("by second").endsWith("data: [DONE]\n\n");
        assertThat(first.calls()).isEqualTo(1);
    }

    @Test
    void aFallbackAnswersForAServiceThatCannotBeReached() throws Exception {
        startWithFallback();
        first.close();

        assertThat(ask("").body()).contains("by second");
        assertThat(ask(",\"stream\":true").body()).contains("by second");
    }

    @Test
    void aServiceIsAskedAgainAfterItsCoolDown() throws Exception {
        startWithFallback();
        first.fails(500, null);
        ask("");
        first.answers(message -> message.setBody("by first"));

        nanoTime.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(text()).isEqualTo("by second");
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(text()).isEqualTo("by first");
    }

    @Test
    void aServiceIsNotAskedBeforeItsRetryAfter() throws Exception {
        startWithFallback();
        first.fails(429, "120");
        ask("");
        first.answers(message -> message.setBody("by first"));

        nanoTime.addAndGet(Duration.ofSeconds(119).toNanos());
        assertThat(text()).isEqualTo("by second");
        nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(text()).isEqualTo("by first");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 422})
    void whatIsWrongWithTheRequestIsNotRepeated(int status) throws Exception {
        startWithFallback();
        first.fails(status, null);

        int reported = ask("").statusCode();

        assertThat(reported).isBetween(400, 502);
        assertThat(ask(",\"stream\":true").statusCode()).isEqualTo(reported);
        assertThat(first.calls()).isEqualTo(2);
        assertThat(second.calls()).isZero();
    }

    @Test
    void theLastErrorReachesTheCaller() throws Exception {
        startWithFallback();
        first.fails(500, null);
        second.fails(429, "7");

        HttpResponse<String> response = ask("");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(first.calls()).isEqualTo(1);
        assertThat(second.calls()).isEqualTo(1);
    }

    /** The first one is free after 30 seconds, the fallback after 60. */
    @Test
    void whileAllCoolDownOneIsAsked() throws Exception {
        startWithFallback();
        first.fails(500, null);
        second.fails(429, "60");
        ask("");
        first.answers(message -> message.setBody("by first"));

        assertThat(text()).isEqualTo("by first");
        assertThat(second.calls()).isEqualTo(1);
    }

    @Test
    void aStreamThatHasBegunIsNotRepeated() throws Exception {
        startWithFallback();
        first.answers(message -> message.setBody(breaksAfter("Once upon")));

        String events = ask(",\"stream\":true").body();

        assertThat(events).contains("Once upon").contains("\"error\"").doesNotContain("[DONE]");
        assertThat(second.calls()).isZero();
    }

    @Test
    void aCallerThatDisconnectsIsNoFaultOfTheService() throws Exception {
        startWithFallback();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        first.answers(message -> {
            asked.countDown();
            awaitUninterrupted(over);
        });

        try (Socket caller = new Socket("localhost", port)) {
            byte[] body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}"
                    .getBytes(StandardCharsets.US_ASCII);
            caller.getOutputStream()
                    .write(
                            ("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                            + "Content-Length: " + body.length + "\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
            caller.getOutputStream().write(body);
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        }
        await().untilAsserted(
                        () -> assertThat(gateway.getInflightRepository().size()).isZero());
        over.countDown();
        first.answers(message -> message.setBody("by first"));

        assertThat(text()).isEqualTo("by first");
        assertThat(second.calls()).isZero();
    }

    @Test
    void anyOtherNameIsPassedOn() throws Exception {
        first.answers(message -> message.setBody(message.getHeader(Glm4Headers.SERVED_MODEL)));
        start(new GatewayModel(
                "*", List.of(new Upstream("*", 1, first.baseUrl(), null)), List.of(), Duration.ofSeconds(30)));

        assertThat(Http.ask(port, "GLM-4-Air", "", "").body()).contains("\"content\":\"GLM-4-Air\"");
    }

    @Test
    void theKeyOfAnUpstreamIsSentButInNoUri() throws Exception {
        try (ScriptedService closed = new ScriptedService("closed", "&serverApiKeys=sk-upstream")) {
            start(new GatewayModel(
                    "m",
                    List.of(new Upstream("x", 1, closed.baseUrl(), "sk-upstream")),
                    List.of(),
                    Duration.ofSeconds(30)));

            assertThat(text()).isEqualTo("by closed");
        }
        assertThat(gateway.getEndpoints())
                .isNotEmpty()
                .noneMatch(endpoint -> endpoint.getEndpointUri().contains("sk-upstream"));
    }

    private void startWithFallback() throws Exception {
        start(new GatewayModel("m", List.of(upstream(first)), List.of(upstream(second)), Duration.ofSeconds(30)));
    }

    private void start(GatewayModel model) throws Exception {
        gateway.getComponent("glm4", Glm4Component.class).getServer().setServerPort(port);
        gateway.addRoutes(new ModelRoutes(List.of(model), nanoTime::get));
        gateway.start();
    }

    private static Upstream upstream(ScriptedService service) {
        return new Upstream("x", 1, service.baseUrl(), null);
    }

    private HttpResponse<String> ask(String more) throws Exception {
        return Http.ask(port, "m", "", more);
    }

    private String text() {
        try {
            String body = ask("").body();
            return body.replaceFirst("(?s).*\"content\":\"([^\"]*)\".*", "$1");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Iterator<String> breaksAfter(String text) {
        return new Iterator<>() {
            private boolean first = true;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public String next() {
                if (!first) {
                    throw new IllegalStateException("broken on purpose");
                }
                first = false;
                return text;
            }
        };
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
