package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.KeyDigest;
import io.github.camelglm4.usage.UsageLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use what, by a file or a bean of callers. */
@Timeout(60)
class CallersOptionTest extends GatewayTestSupport {

    private static final String SHA256_OF_SK_NEW = "8da9a7efee51ce8615fe40f891bb33ed0da172afab224ae4c3f434dedbdfcfe3";

    @Override
    String callers() {
        return """
                - {name: alice, key: [sk-alice, sk-alice-new], models: [fast, GLM-4*], expires: 2026-12-31}
                - name: bob
                  keySha256: 36c76b48bb2ee1d9d37140550e9d7ed7d395cf56f41050dc2a72e5291c0011f0
                - {name: carol, key: sk-carol}
                """;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:fast").setBody(simple("${header.CamelGlm4Caller}!"));
                from("glm4:slow").setBody(constant("here"));
                from("glm4:*").setBody(constant("any"));
            }
        };
    }

    @Test
    void eachOfItsKeysIsTheCallers() throws Exception {
        assertThat(ask("sk-alice", "fast", "").body()).contains("\"alice!\"");
        assertThat(ask("sk-alice-new", "FAST", "").body()).contains("\"alice!\"");
        assertThat(ask("sk-bob", "fast", "").body()).contains("\"bob!\"");
        assertThat(status("sk-eve", "fast")).isEqualTo(401);
    }

    @Test
    void aModelThatIsNotTheCallersDoesNotExist() throws Exception {
        HttpResponse<String> other = ask("sk-alice", "slow", "");

        assertThat(other.statusCode()).isEqualTo(404);
        assertThat(other.body()).contains("model_not_found");
        assertThat(status("sk-alice", "glm-4-air")).isEqualTo(200);
        assertThat(status("sk-alice", "GLM-5")).isEqualTo(404);
        assertThat(status("sk-carol", "slow")).isEqualTo(200);
        assertThat(get("/models", "sk-alice").body()).contains("\"fast\"").doesNotContain("\"slow\"");
        assertThat(get("/models", "sk-carol").body()).contains("\"fast\"", "\"slow\"");
        assertThat(get("/models/slow", "sk-alice").statusCode()).isEqualTo(404);
        assertThat(get("/models/slow", "sk-carol").statusCode()).isEqualTo(200);
    }

    @Test
    void aKeyExpiresAfterItsDay() throws Exception {
        clock.set("2026-12-31T23:59:59Z");
        assertThat(status("sk-alice", "fast")).isEqualTo(200);
        clock.set("2027-01-01T00:00:00Z");

        assertThat(ask("sk-alice", "fast", "").statusCode()).isEqualTo(401);
        assertThat(ask("sk-alice", "fast", "").body()).contains("expired_api_key");
        assertThat(get("/models", "sk-alice").statusCode()).isEqualTo(401);
        assertThat(status("sk-carol", "fast")).isEqualTo(200);
    }

    @Test
    void aChangedFileIsReadAgain() throws Exception {
        Files.writeString(file(), "- {name: dave, key: sk-dave}\n");

        await().atMost(LATER).until(() -> status("sk-dave", "fast") == 200);
        assertThat(status("sk-alice", "fast")).isEqualTo(401);
        assertThat(context.getComponent("glm4", Glm4Component.class).callers())
                .extracting(Caller::name)
                .containsExactly("dave");
    }

    /** The old key is removed after the new one was added; both belong to the same caller, whose requests count. */
    @Test
    void aKeyIsReplaced() throws Exception {
        write("- {name: dave, key: sk-old, requestsPerMinute: 3}");
        await().atMost(LATER).until(() -> get("/models", "sk-old").statusCode() == 200);
        assertThat(ask("sk-old", "fast", "").body()).contains("\"dave!\"");
        write("- {name: dave, key: [sk-old, sk-new], requestsPerMinute: 3}");
        await().atMost(LATER).until(() -> get("/models", "sk-new").statusCode() == 200);
        assertThat(status("sk-old", "fast")).isEqualTo(200);
        write("- {name: dave, keySha256: " + SHA256_OF_SK_NEW + ", requestsPerMinute: 3}");
        await().atMost(LATER).until(() -> get("/models", "sk-old").statusCode() == 401);

        assertThat(ask("sk-new", "fast", "").body()).contains("\"dave!\"");
        assertThat(status("sk-new", "fast")).isEqualTo(429);
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text + "\n");
    }

    @Test
    void aBrokenFileChangesNothingAndIsLoggedOnce() throws Exception {
        try (LogCapture log = new LogCapture(CallerReload.class.getName())) {
            Files.writeString(file(), "- {name: dave, key: sk-dave, tokensPerDay: -1}\n");
            await().atMost(LATER).until(() -> !log.text().isEmpty());
            assertThat(status("sk-alice", "fast")).isEqualTo(200);
            assertThat(status("sk-dave", "fast")).isEqualTo(401);
            Files.writeString(file(), "- {name: dave, key: sk-dave}\n");
            await().atMost(LATER).until(() -> status("sk-dave", "fast") == 200);

            assertThat(log.text().split("ERROR", -1)).hasSize(2);
            assertThat(log.text()).contains("line 1: [0].tokensPerDay must be").doesNotContain("sk-dave");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- {name: a, key: SECRET, expires: soon}",
                "- {name: a, key: SECRET}\n- {name: a, key: k}",
            })
    void anErrorInTheFileStopsTheStart(String text) throws Exception {
        Files.writeString(file(), text);

        assertStartFails("file:" + file(), "", "line ");
    }

    @Test
    void aMissingFileStopsTheStart() throws Exception {
        assertStartFails("file:" + file() + ".gone", "", "cannot be read");
    }

    @Test
    void aBlankOptionStopsTheStart() throws Exception {
        assertStartFails(" ", "", "serverCallers must be a resource");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"- {name: a, key: SECRET}", "- name: a\n  key: SECRET", "[{\"key\":\"SECRET\"}]", "- key: SECRET"
            })
    void callersInTheOptionItselfStopTheStart(String text) throws Exception {
        assertStartFails(text, "", "write the callers to a file");
    }

    @Test
    void callersAreNotReadIfRecordsCannotBeSent() throws Exception {
        AtomicInteger readings = new AtomicInteger();
        Supplier<Collection<Caller>> bean = () -> {
            readings.incrementAndGet();
            return List.of(caller("one"));
        };

        assertStartFails(bean, "", "serverUsageTo", gateway -> gateway.setServerUsageTo("nowhere:at-all"));

        assertThat(readings).hasValue(0);
    }

    @Test
    void otherValuesOfTheLimitOptionsStopTheStart() throws Exception {
        assertStartFails("file:" + file(), "", "serverLimits", gateway -> gateway.setServerLimits("on"));
        assertStartFails(
                "file:" + file(),
                "",
                "serverLimitsWhenStoreFails",
                gateway -> gateway.setServerLimitsWhenStoreFails("deny"));
    }

    @Test
    void keysInBothPlacesStopTheStart() throws Exception {
        assertStartFails("file:" + file(), "&serverApiKeys=a:sk-a", "serverApiKeys must not be set together");
    }

    private void assertStartFails(Object option, String more, String message) throws IOException {
        assertStartFails(option, more, message, gateway -> {});
    }

    private void assertStartFails(Object option, String more, String message, Consumer<GatewayOptions> others)
            throws IOException {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            Glm4Component component = other.getComponent("glm4", Glm4Component.class);
            component.getGateway().setServerCallers(option);
            others.accept(component.getGateway());
            component.getServer().setServerPort(port + 1);
            assertThatThrownBy(() -> {
                        other.addRoutes(new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("glm4:x?serverHost=localhost" + more).setBody(constant("x"));
                            }
                        });
                        other.start();
                    })
                    .hasStackTraceContaining(message)
                    .satisfies(failure -> assertThat(stack(failure)).doesNotContain("SECRET"));
        }
    }

    private static String stack(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage());
        }
        return all.toString();
    }

    @Test
    void callersOfABeanMayChange() throws Exception {
        Collection<Caller> callers = new CopyOnWriteArrayList<>(List.of(caller("one")));
        Supplier<Collection<Caller>> bean = () -> List.copyOf(callers);
        serve(bean, otherPort -> {
            assertThat(models(otherPort, "one")).isEqualTo(200);
            assertThat(models(otherPort, "two")).isEqualTo(401);
            callers.add(caller("two"));
            await().atMost(LATER).until(() -> models(otherPort, "two") == 200);
        });
    }

    /** A view of a collection equals no other. */
    @Test
    void theSameCallersInAnotherCollectionAreNoChange() throws Exception {
        AtomicInteger readings = new AtomicInteger();
        Supplier<Collection<Caller>> bean = () -> {
            readings.incrementAndGet();
            return Collections.unmodifiableCollection(List.of(caller("one")));
        };
        try (LogCapture log = new LogCapture(CallerReload.class.getName())) {
            serve(bean, otherPort -> await().atMost(LATER).until(() -> readings.get() > 2));

            assertThat(log.text()).isEmpty();
        }
    }

    private interface Served {

        void at(int port) throws Exception;
    }

    private static void serve(Object callers, Served test) throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.getRegistry().bind("people", callers);
            Glm4Component component = other.getComponent("glm4", Glm4Component.class);
            PropertyBindingSupport.build().bind(other, component.getGateway(), "serverCallers", "#bean:people");
            int otherPort = FreePort.next();
            component.getServer().setServerPort(otherPort);
            other.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("glm4:x").setBody(simple("${header.CamelGlm4Caller}"));
                }
            });
            other.start();
            test.at(otherPort);
        }
    }

    private static int models(int port, String key) throws Exception {
        return CLIENT.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/models"))
                                .header("Authorization", "Bearer " + key)
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private static Caller caller(String name) {
        return new Caller(name, Set.of(KeyDigest.of(name)), null, UsageLimits.UNLIMITED, null);
    }

    private HttpResponse<String> get(String path, String key) throws Exception {
        return CLIENT.send(request(path, key).build(), BodyHandlers.ofString());
    }
}
