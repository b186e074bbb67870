package io.github.camelglm4.tools;

import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A call of a tool whose arguments fit.
 *
 * @param name      the tool
 * @param id        the call's, unique in its conversation
 * @param json      the arguments, as they fit
 * @param abandoned completed when nobody waits for the result any more
 */
public record ToolInvocation(String name, String id, String json, CompletableFuture<Void> abandoned) {

    /** The arguments, anew for each who asks: who is given them may change them. */
    public Map<String, Object> arguments() {
        try {
            return Json.readObject(json);
        } catch (IOException e) {
            throw new IllegalStateException("they were read before", e);
        }
    }
}
