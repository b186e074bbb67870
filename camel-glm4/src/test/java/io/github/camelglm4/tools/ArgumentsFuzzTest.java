package io.github.camelglm4.tools;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.camelglm4.chat.ToolCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Arguments of a model match the parameters, or the model gets the reason why not. */
class ArgumentsFuzzTest {

    private static final ToolDefinition TOOL = new ToolDefinition(
            "lookup",
            "Looks up",
            Map.of(
                    "type",
                    "object",
                    "properties",
                    Map.of(
                            "id", Map.of("type", "string", "enum", List.of("a", "b")),
                            "count", Map.of("type", "integer", "minimum", 1),
                            "day", Map.of("type", "string", "format", "date"),
                            "code", Map.of("type", "string", "pattern", "^[A-Z]{2}$"),
                            "tags", Map.of("type", "array", "items", Map.of("type", "number"))),
                    "additionalProperties",
                    false));

    @FuzzTest(maxDuration = "5m")
    void fitOrAreRefused(byte[] written) {
        String text = new String(written, StandardCharsets.UTF_8);
        ToolCall call = new ToolCall("c", "function", "lookup", text);
        try {
            assertThat(TOOL.arguments(call.object()).keySet()).isSubsetOf("id", "count", "day", "code", "tags");
        } catch (ToolProblem refused) {
            assertThat(refused.forModel()).isNotBlank().hasSizeLessThan(20_000);
        }
    }
}
