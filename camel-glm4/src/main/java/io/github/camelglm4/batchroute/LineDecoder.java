package io.github.camelglm4.batchroute;

import io.github.camelglm4.batch.ResultLine;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.client.ApiRequest;
import io.github.camelglm4.client.ApiResponse;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.model.ChatReplyDecoder;
import io.github.camelglm4.typed.TypedOutput;
import io.vertx.core.MultiMap;
import java.util.List;

/** Decodes result lines as if each were a response to a call: the same answers, the same exceptions. Immutable. */
final class LineDecoder {

    /** The requests of the lines are not known here; without them, names of functions in answers remain as they are. */
    static final ChatCompletionRequest UNKNOWN = new ChatCompletionRequest(null, List.of());

    private final ApiRequest service;
    private final ChatReplyDecoder decoder;
    private final TypedOutput typed;

    /**
     * @param service a request to the service, for messages, limits and secrets
     * @param typed the type of the answers, or null for text
     */
    LineDecoder(ApiRequest service, boolean stripThinking, TypedOutput typed) {
        this.service = service;
        this.decoder = new ChatReplyDecoder(stripThinking, UNKNOWN);
        this.typed = typed;
    }

    /** @throws Glm4Exception if the line is an error, or no complete answer of the type */
    ChatReply decode(ResultLine line) {
        ApiResponse response = response(line);
        if (line.status() >= 300) {
            throw response.error();
        }
        ChatReply reply = decoder.decode(response);
        return typed == null ? reply : typed.read(reply);
    }

    private ApiResponse response(ResultLine line) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("Content-Type", "application/json");
        if (line.requestId() != null) {
            headers.add("x-request-id", line.requestId());
        }
        byte[] body = Json.write(line.body());
        return new ApiResponse(service, 1, service.secrets(), line.status(), headers, body, body.length);
    }
}
