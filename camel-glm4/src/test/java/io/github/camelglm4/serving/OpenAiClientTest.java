package io.github.camelglm4.serving;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * OpenAI's own client for Node, and LangChain, unchanged: {@code clients.mjs} and {@code embeddings.mjs} in
 * {@code src/test/node} say what they must get.
 */
class OpenAiClientTest extends ForeignClientTestSupport {

    @Test
    void theyGetWhatTheyExpect() throws Exception {
        NodeTests.run(Map.of("BASE_URL", url(""), "API_KEY", API_KEY), "clients.mjs", "embeddings.mjs");
    }
}
