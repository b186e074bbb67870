package io.github.camelglm4.serving;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** OpenAI's own client for Node, unchanged: {@code src/test/node/clients.mjs} says what it must get. */
class OpenAiClientTest extends ForeignClientTestSupport {

    @Test
    void itGetsWhatItExpects() throws Exception {
        NodeTests.run("clients.mjs", Map.of("BASE_URL", url(""), "API_KEY", API_KEY));
    }
}
