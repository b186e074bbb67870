package io.github.camelglm4.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No header of a message decides where a request goes, what HTTP headers it has, or which class or file is read. */
class HostileHeadersTest extends FailureTestSupport {

    @RegisterExtension
    static final ScriptedServer elsewhere = ScriptedServer.start();

    private static final List<String> OF_OTHERS = List.of(
            "CamelHttpEndpointUri",
            "CamelHttpResponseCode",
            "CamelRestHttpUri",
            "CamelRestHttpPath",
            "CamelRestHttpQuery",
            "CamelRestHttpMethod",
            "CamelToEndpoint",
            "CamelGlm4ApiKey",
            "CamelGlm4BaseUrl",
            "CamelGlm4OutputClass",
            "CamelGlm4OutputSchema",
            "CamelGlm4Tools",
            "CamelGlm4ToolTags",
            "CamelGlm4StreamTo",
            "CamelOpenAIOutputClass",
            "CamelJacksonUnmarshalType",
            "CamelVertxWebsocket.remoteHost",
            "Host",
            "Authorization",
            "Proxy-Authorization",
            "Content-Type",
            "Transfer-Encoding",
            "Content-Length");

    /** All header names of Camel and of the component. */
    static Stream<String> headers() {
        Stream<String> camels =
                constants(Exchange.class).filter(name -> name.startsWith("CamelHttp") || name.startsWith("CamelRest"));
        return Stream.of(camels, constants(Glm4Headers.class), OF_OTHERS.stream())
                .flatMap(names -> names)
                .distinct();
    }

    private static Stream<String> constants(Class<?> type) {
        return Arrays.stream(type.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(HostileHeadersTest::value);
    }

    private static String value(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    private void assertSentHereOrNowhere(Map<String, Object> headers, boolean streamed) {
        server.otherwise(streamed ? Reply.completionStream("fine") : Reply.completion("fine"));

        Exchange exchange = ask(MODEL + "?stream=" + streamed, "hello", headers);

        assertThat(elsewhere.connections()).isZero();
        if (failure(exchange) != null) {
            assertThat(failure(exchange)).isInstanceOf(Glm4RequestException.class);
            assertThat(server.requests()).isEmpty();
            return;
        }
        if (exchange.getMessage().getBody() instanceof ChatCompletionStream stream) {
            assertThat(stream.text()).isEqualTo("fine");
        }
        assertThat(server.requests()).hasSize(1);
        RecordedRequest request = server.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.headers("Host")).containsExactly("127.0.0.1:" + server.port());
        assertThat(request.headers("Authorization")).containsExactly("Bearer " + KEY);
        assertThat(request.headers("Content-Type")).containsExactly("application/json");
        assertThat(request.headers().toString()).doesNotContain(elsewhere.url(""), "X-Injected");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void noneChoosesAHost(String header) {
        assertSentHereOrNowhere(Map.of(header, elsewhere.url("/v1/chat/completions")), false);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("headers")
    void noneBringsAHeaderOfHttp(String header) {
        assertSentHereOrNowhere(Map.of(header, "x\r\nX-Injected: yes\r\n\r\n"), false);
    }

    @ParameterizedTest(name = "streamed: {0}")
    @ValueSource(booleans = {false, true})
    void allOfCamelsTogetherNeitherDo(boolean streamed) {
        Map<String, Object> all = new LinkedHashMap<>();
        headers()
                .filter(name -> constants(Glm4Headers.class).noneMatch(ours -> Objects.equals(ours, name)))
                .forEach(name -> all.put(name, elsewhere.url("/v1/chat/completions")));

        assertSentHereOrNowhere(all, streamed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key\r\nX-Injected: yes", "key\nX-Injected: yes", "key\u0000", "key key", "k\u00e9y"})
    void aKeyInAPropertyBringsNoneEither(String key) {
        Exchange exchange = template.send(MODEL, asked -> {
            asked.getMessage().setBody("hello");
            asked.setProperty("CamelGlm4ApiKey", key);
        });

        assertThat(failure(exchange)).isInstanceOf(Glm4RequestException.class).hasMessageNotContaining(key);
        assertThat(server.requests()).isEmpty();
    }
}
