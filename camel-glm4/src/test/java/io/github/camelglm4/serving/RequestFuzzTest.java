package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.usage.UsageLimits;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** Any body that a client sends is a request, or refused with a word on why; and a request can be sent on. */
class RequestFuzzTest {

    @FuzzTest(maxDuration = "5m")
    void isARequestOrRefused(byte[] body) throws IOException {
        ChatCompletionRequest request;
        try {
            Map<String, Object> json = RequestReader.json(body, 1 << 24);
            assertThat(RequestReader.model(json)).isNotBlank();
            request = RequestReader.request(json, new RequestRules(1, Set.of()), UsageLimits.NONE);
        } catch (ServedErrorException refused) {
            assertThat(refused.error().status()).isEqualTo(400);
            assertThat(refused.error().message()).isNotBlank();
            return;
        }
        assertThat(request.messages()).isNotEmpty();
        String sentOn = Json.writeText(request.toMap());
        assertThat(Json.readObject(sentOn)).containsKey("messages").doesNotContainKey("model");
    }
}
