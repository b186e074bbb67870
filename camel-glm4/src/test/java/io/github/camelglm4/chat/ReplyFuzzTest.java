package io.github.camelglm4.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.camelglm4.client.ApiRequest;
import io.github.camelglm4.client.ApiResponse;
import io.github.camelglm4.client.CallLimits;
import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.model.ChatReplyDecoder;
import io.github.camelglm4.net.ServiceUrl;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;

/** Any body is an answer, or a typed error. */
class ReplyFuzzTest {

    private static final String KEY = "s3cret";
    private static final ApiRequest REQUEST = new ApiRequest(
            null,
            ServiceUrl.parse("http://a.service"),
            "/",
            Credential.NONE,
            Map.of(),
            Secrets.NONE,
            new CallLimits(1, 1, 1, 1, Integer.MAX_VALUE),
            null,
            null,
            null,
            null);
    private static final int[] STATUSES = {400, 401, 403, 404, 413, 429, 500, 503};

    @FuzzTest(maxDuration = "5m")
    void isAnAnswerOrATypedError(byte[] body) {
        for (boolean strip : new boolean[] {false, true}) {
            try {
                ChatReply reply = new ChatReplyDecoder(strip, new ChatCompletionRequest(null, List.of()))
                        .decode(reply(200, body));
                assertThat(reply.completion().choices()).isNotEmpty();
                assertThat(reply.completion().text()).isNotNull();
            } catch (Glm4Exception expected) {
                assertThat(expected.getMessage()).isNotBlank().doesNotContain(KEY);
            }
        }
    }

    @FuzzTest(maxDuration = "5m")
    void isATypedErrorWithAnErrorStatus(byte[] body) {
        int status = STATUSES[body.length % STATUSES.length];

        Glm4Exception failure = reply(status, body).error();

        assertThat(failure.getStatusCode()).isEqualTo(status);
        assertThat(failure.getMessage())
                .contains("HTTP " + status)
                .hasSizeLessThan(3_000)
                .doesNotContain(KEY);
    }

    private static ApiResponse reply(int status, byte[] body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json");
        return new ApiResponse(REQUEST, 1, new Secrets(List.of(KEY)), status, headers, body, body.length);
    }
}
