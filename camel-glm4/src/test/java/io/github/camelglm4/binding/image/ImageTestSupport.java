package io.github.camelglm4.binding.image;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.MessageTestSupport;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Base of tests of images: the format of an image in a request. */
abstract class ImageTestSupport extends MessageTestSupport {

    static final String MODEL = "glm4:glm-4v-plus-0111";
    static final String QUESTION = "图中有什么？";

    /** Not a valid image: only the service decodes it. Contains all byte values, so that a lost one is detected. */
    static final byte[] IMAGE = everyByte();

    private static byte[] everyByte() {
        byte[] bytes = new byte[257];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    /** Returns the headers of a question about an image. */
    static Map<String, Object> asking(Object... namesAndValues) {
        Map<String, Object> headers = new HashMap<>(Map.of(Glm4Headers.USER_MESSAGE, QUESTION));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    /** Returns the user message with an image of each type and a question. */
    static List<Map<String, Object>> userShows(String... types) {
        List<Object> parts = new ArrayList<>();
        for (String type : types) {
            String url = "data:" + type + ";base64," + Base64.getEncoder().encodeToString(IMAGE);
            parts.add(Map.of("type", "image_url", "image_url", Map.of("url", url)));
        }
        parts.add(Map.of("type", "text", "text", QUESTION));
        return List.of(Map.of("role", "user", "content", parts));
    }
}
