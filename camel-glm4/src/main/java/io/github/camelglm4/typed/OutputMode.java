package io.github.camelglm4.typed;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a service is told what its answer must be. */
public enum OutputMode {

    /** The schema stands in the instructions: every service understands that. */
    PROMPT {
        @Override
        ChatCompletionRequest asking(ChatCompletionRequest request, AnswerType type) {
            return request.withInstructions("Answer with one JSON object and nothing else: no explanation, no Markdown."
                            + " It must be valid against this JSON Schema:\n"
                            + Json.writeText(type.schema()))
                    .with(RESPONSE_FORMAT, Map.of("type", "json_object"));
        }
    },

    /** The schema is a parameter of the request, for services that enforce it (vLLM, SGLang, gateways). */
    JSON_SCHEMA {
        @Override
        ChatCompletionRequest asking(ChatCompletionRequest request, AnswerType type) {
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("name", type.title());
            schema.put("strict", true);
            schema.put("schema", type.strictSchema());
            Map<String, Object> format = new LinkedHashMap<>();
            format.put("type", SCHEMA_FORMAT);
            format.put(SCHEMA_FORMAT, schema);
            return request.with(RESPONSE_FORMAT, format);
        }
    };

    private static final String RESPONSE_FORMAT = "response_format";
    private static final String SCHEMA_FORMAT = "json_schema";

    /**
     * The request that asks for an answer of that type.
     *
     * @throws Glm4RequestException when it brings a schema of its own
     */
    ChatCompletionRequest ask(ChatCompletionRequest request, AnswerType type) {
        Object format = request.parameters().get(RESPONSE_FORMAT);
        if (SCHEMA_FORMAT.equals(Fields.object(format).get("type"))) {
            throw new Glm4RequestException(RESPONSE_FORMAT + " of the request has a schema, but answers are to fit "
                    + type.name() + ": leave it out");
        }
        return asking(request, type);
    }

    abstract ChatCompletionRequest asking(ChatCompletionRequest request, AnswerType type);
}
