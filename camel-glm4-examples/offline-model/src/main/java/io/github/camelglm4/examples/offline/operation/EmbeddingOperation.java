package io.github.camelglm4.examples.offline.operation;

import io.github.camelglm4.examples.offline.text.Tokens;
import io.github.camelglm4.examples.offline.text.Vectors;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code POST /embeddings}: one vector for each text. */
final class EmbeddingOperation {
    private static final int MAX_TEXTS = 64;
    private static final int MAX_TOKENS = 3072;
    private static final int DEFAULT_DIMENSIONS = 2048;
    private static final Set<Integer> DIMENSIONS = new TreeSet<>(Set.of(256, 512, 1024, DEFAULT_DIMENSIONS));

    private static final String OLDER_MODEL = "embedding-2";
    private static final int OLDER_MAX_TOKENS = 512;
    private static final int OLDER_MAX_SUM = 8192;
    private static final int OLDER_DIMENSIONS = 1024;

    private EmbeddingOperation() {}

    static JsonObject answer(JsonObject request) {
        RequestFields fields = new RequestFields(request);
        String model = fields.text("model");
        boolean isOlder = OLDER_MODEL.equalsIgnoreCase(model);
        List<String> texts = fields.texts("input");
        RequestFields.requireCount("input", texts.size(), MAX_TEXTS);
        RequestFields.requireUnblocked(texts);
        int tokens = tokens(texts, isOlder);
        int dimensions = dimensions(fields, isOlder);
        boolean isBase64 = isBase64(request.getValue("encoding_format"));
        JsonArray data = new JsonArray();
        for (String text : texts) {
            float[] vector = Vectors.of(text, dimensions);
            data.add(new JsonObject()
                    .put("index", data.size())
                    .put("object", "embedding")
                    .put("embedding", isBase64 ? base64(vector) : list(vector)));
        }
        return new JsonObject()
                .put("model", model)
                .put("object", "list")
                .put("data", data)
                .put("usage", Usage.ofPrompt(tokens));
    }

    private static int tokens(List<String> texts, boolean isOlder) {
        int max = isOlder ? OLDER_MAX_TOKENS : MAX_TOKENS;
        int sum = 0;
        for (String text : texts) {
            int tokens = Tokens.count(text);
            requireAtMost("a text", tokens, max);
            sum += tokens;
        }
        requireAtMost("texts", sum, isOlder ? OLDER_MAX_SUM : Integer.MAX_VALUE);
        return sum;
    }

    private static void requireAtMost(String what, int tokens, int max) {
        if (tokens > max) {
            throw RefusedException.invalid(
                    "input has " + what + " of " + tokens + " tokens, but the maximum is " + max + ".");
        }
    }

    private static int dimensions(RequestFields fields, boolean isOlder) {
        Set<Integer> allowed = isOlder ? Set.of(OLDER_DIMENSIONS) : DIMENSIONS;
        int dimensions = fields.number("dimensions", isOlder ? OLDER_DIMENSIONS : DEFAULT_DIMENSIONS);
        if (!allowed.contains(dimensions)) {
            throw RefusedException.invalid("dimensions must be one of " + allowed + ", but is " + dimensions + ".");
        }
        return dimensions;
    }

    /** The hosted service has no such field, but OpenAI's clients send it, and cannot be used without it. */
    private static boolean isBase64(Object format) {
        if (format == null || "float".equals(format)) {
            return false;
        }
        if ("base64".equals(format)) {
            return true;
        }
        throw RefusedException.invalid("encoding_format must be float or base64, but is " + format + ".");
    }

    private static JsonArray list(float[] vector) {
        JsonArray list = new JsonArray();
        for (float number : vector) {
            list.add(number);
        }
        return list;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
