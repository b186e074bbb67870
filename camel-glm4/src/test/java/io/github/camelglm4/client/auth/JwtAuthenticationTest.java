package io.github.camelglm4.client.auth;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.Base64;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With authMode=jwt a signed token is sent instead of the key, and a rejected token is renewed once. */
class JwtAuthenticationTest extends FailureTestSupport {

    private static final String JWT = MODEL + "?authMode=jwt";

    @Test
    void tokenGoesOutInsteadOfTheKey() {
        server.enqueue(Reply.completion("fine"));

        ask(JWT, "hello");

        RecordedRequest request = server.takeRequest(SOON);
        String[] parts =
                request.header("Authorization").substring("Bearer ".length()).split("\\.");
        assertThat(parts).hasSize(3);
        assertThat(new String(Base64.getUrlDecoder().decode(parts[1])))
                .matches("\\{\"api_key\":\"0123456789abcdef0123456789abcdef\",\"exp\":\\d{13},\"timestamp\":\\d{13}}");
        assertThat(request.headers().toString()).doesNotContain("Sk3tch0fASecret1");
    }

    @Test
    void tokenServesManyCalls() {
        server.otherwise(Reply.completion("fine"));

        ask(JWT, "hello");
        ask(JWT + "&temperature=1", "hello");

        assertThat(server.requests())
                .extracting(request -> request.header("Authorization"))
                .hasSize(2)
                .containsOnly(server.requests().get(0).header("Authorization"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"401", "1000", "1002", "1003", "1004"})
    void refusedTokenIsRenewedExactlyOnce(String code) {
        server.otherwise(Reply.error(401, code, "expired"));

        Glm4Exception failure = failureOf(JWT + "&maxRetries=5", Glm4AuthenticationException.class);

        assertThat(failure.getAttempts()).isEqualTo(2);
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void plain401WithoutACodeCountsAsRefusedToken() {
        server.enqueue(Reply.empty(401), Reply.completion("fine"));

        Exchange exchange = ask(JWT + "&maxRetries=0", "hello");

        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1001", "1005", "1110"})
    void otherAuthenticationFailuresAreNotAskedAgain(String code) {
        server.otherwise(Reply.error(401, code, "no"));

        failureOf(JWT, Glm4AuthenticationException.class);

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void bearerKeyIsNeverTriedTwice() {
        server.otherwise(Reply.error(401, "1002", "no"));

        failureOf(MODEL, Glm4AuthenticationException.class);

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void tokenThatTheServiceEchoesIsMasked() {
        server.otherwise(request -> Reply.error(401, "1001", "bad token " + request.header("Authorization")));

        Glm4Exception failure = failureOf(JWT, Glm4AuthenticationException.class);

        assertThat(failure.getMessage()).contains("bad token Bearer xxxxxx").doesNotContain("eyJ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-without-a-dot", "two.dots.here", ".Sk3tch0fASecret1", "0123456789abcdef."})
    void keyThatCannotSignFailsTheStartWithoutBeingShown(String key) {
        context.getComponent("glm4", Glm4Component.class).getService().setApiKey(key);

        assertThatThrownBy(() -> context.getEndpoint(JWT).createProducer().start())
                .hasStackTraceContaining("authMode=jwt needs an apiKey of the form id.secret")
                .satisfies(failure -> assertThat(failure.toString()).doesNotContain(key));
    }

    @Test
    void keyOfAMessageThatCannotSignFailsThatMessage() {
        Exchange exchange = template.send(JWT, e -> {
            e.getMessage().setBody("hello");
            e.setProperty(Glm4Properties.API_KEY, "sk-without-a-dot");
        });

        assertThat(failure(exchange)).hasMessageContaining("id.secret");
        assertThat(failure(exchange).getMessage()).doesNotContain("sk-without-a-dot");
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {KEY + "\n", "  " + KEY + "\r\n", "\t" + KEY})
    void whiteSpaceAroundAKeyIsDropped(String key) {
        context.getComponent("glm4", Glm4Component.class).getService().setApiKey(key);
        server.enqueue(Reply.completion("fine"));

        ask(MODEL, "hello");

        assertThat(server.takeRequest(SOON).header("Authorization")).isEqualTo("Bearer " + KEY);
    }
}
