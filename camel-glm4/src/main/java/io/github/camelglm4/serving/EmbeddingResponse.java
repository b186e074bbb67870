package io.github.camelglm4.serving;

import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.embedding.EmbeddingVector;
import io.github.camelglm4.json.Json;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON of vectors, with the fields that clients of OpenAI's API require. Pure. */
final class EmbeddingResponse {

    private EmbeddingResponse() {}

    /** @param model the model name of the request, unchanged */
    static byte[] json(EmbeddingInput input, EmbeddingReply reply, String model) {
        List<Map<String, Object>> data = new ArrayList<>(reply.vectors().size());
        for (EmbeddingVector vector : reply.vectors()) {
            Map<String, Object> element = new LinkedHashMap<>();
            element.put("object", "embedding");
            element.put("index", data.size());
            element.put("embedding", input.isBase64() ? base64(vector) : vector);
            data.add(element);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("object", "list");
        json.put("data", data);
        json.put("model", model);
        json.put("usage", usage(reply.usage()));
        return Json.write(json);
    }

    /** Vectors have no completion tokens. Both counts are written, as for chat completions. */
    private static Map<String, Object> usage(Usage usage) {
        Map<String, Object> json = ChatResponse.usage(usage);
        json.remove("completion_tokens");
        return json;
    }

    private static String base64(EmbeddingVector vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.size() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector.floats());
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
