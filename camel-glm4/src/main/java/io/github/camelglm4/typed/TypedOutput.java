package io.github.camelglm4.typed;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The typed answers that an endpoint requests. Immutable.
 *
 * @param type the type of the answers
 * @param enforced whether the schema is a parameter, for services that enforce it (vLLM, SGLang, gateways); otherwise
 *     it is part of the instructions, which every service understands
 * @param retries how often the model is called again if its answer does not match, 0 or more
 */
public record TypedOutput(AnswerType type, boolean enforced, int retries) {

    private static final String RESPONSE_FORMAT = "response_format";
    private static final String SCHEMA_FORMAT = "json_schema";

    /**
     * Returns a request for such an answer.
     *
     * @throws Glm4RequestException if the request has its own schema
     */
    public ChatCompletionRequest ask(ChatCompletionRequest request) {
        Object format = request.parameters().get(RESPONSE_FORMAT);
        if (SCHEMA_FORMAT.equals(Fields.object(format).get("type"))) {
            throw new Glm4RequestException(RESPONSE_FORMAT + " of the request has a schema, but answers must match "
                    + type.name() + ": remove it from the request");
        }
        return enforced
                ? request.with(RESPONSE_FORMAT, schemaFormat())
                : request.withInstructions("Answer with one JSON object and nothing else: no explanation, no Markdown."
                                + " It must be valid against this JSON Schema:\n"
                                + Json.writeText(type.schema()))
                        .with(RESPONSE_FORMAT, Map.of("type", "json_object"));
    }

    /**
     * Reads an answer that cannot be requested again.
     *
     * @return the reply with the typed answer; unchanged if it calls functions
     * @throws Glm4OutputException if the answer does not match; it names the mismatch
     */
    public ChatReply read(ChatReply reply) {
        return new TypedStep(new TypedOutput(type, enforced, 0)).only(reply);
    }

    private Map<String, Object> schemaFormat() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("name", type.title());
        schema.put("strict", true);
        schema.put("schema", type.strictSchema());
        Map<String, Object> format = new LinkedHashMap<>();
        format.put("type", SCHEMA_FORMAT);
        format.put(SCHEMA_FORMAT, schema);
        return format;
    }
}
