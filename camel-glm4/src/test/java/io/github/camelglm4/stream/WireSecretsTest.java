package io.github.camelglm4.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Streamed requests send the key like others, and no failure of a stream shows it. */
class WireSecretsTest extends WireTestSupport {

    private static final String ECHO = "{\"error\":{\"code\":\"1000 " + KEY + "\",\"type\":\"" + KEY
            + "\",\"message\":\"key " + KEY + " is wrong\"},\"request_id\":\"" + KEY + "\"}";

    private static Stream<Reply> echoes() {
        return Stream.of(
                Reply.json(401, ECHO),
                Reply.json(401, ECHO).header("X-LOG-ID", KEY),
                Reply.json(ECHO),
                Reply.sse(ECHO),
                Reply.sse(delta("a"), ECHO),
                Reply.sse(delta("a"), "{\"error\": " + KEY),
                Reply.stream().bytes(KEY + "\r\n").close());
    }

    @ParameterizedTest
    @MethodSource("echoes")
    void noFailureShowsTheKeyThatTheServiceEchoes(Reply reply) {
        server.otherwise(reply);

        Glm4Exception failure = pull("&maxRetries=0").failure();

        StringWriter shown = new StringWriter();
        failure.printStackTrace(new PrintWriter(shown));
        assertThat(shown.toString()).doesNotContain(KEY).doesNotContain("Sk3tch0fASecret1");
        assertThat(failure.getCode() + failure.getServerRequestId()).doesNotContain(KEY);
    }

    @Test
    void aRefusedTokenIsRenewedOnce() {
        server.enqueue(Reply.error(401, "1003", "token expired"), Reply.completionStream("Hello"));

        Received received = pull("&authMode=jwt&maxRetries=0");

        assertThat(received.text()).isEqualTo("Hello");
        assertThat(received.endHeader("CamelGlm4Attempts")).isEqualTo(2);
        assertThat(server.requests())
                .extracting((RecordedRequest request) -> request.header("Authorization"))
                .allMatch(header -> header.startsWith("Bearer ey") && !header.contains("Sk3tch"));
    }

    @Test
    void aTokenRefusedTwiceIsAFailure() {
        server.otherwise(Reply.error(401, "1003", "token expired"));

        assertThat(pull("&authMode=jwt").failure()).isInstanceOf(Glm4AuthenticationException.class);
        assertThat(server.requests()).hasSize(2);
    }
}
