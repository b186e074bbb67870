package io.github.camelglm4.examples.offline.operation;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Embeddings, reranking and moderation over HTTP. The answer depends on the request only, except for its id and time.
 * They are computed by worker threads of the server, not by its event loops.
 */
public final class Operations {
    /** More than the longest request that is allowed: 64 texts of 3,072 tokens. */
    private static final int MAX_JSON = 8 * 1024 * 1024;

    private final ModerationOperation moderation = new ModerationOperation();

    /** Adds the operations to a router, below that path. */
    public void mount(Router router, String path) {
        mount(router, path + "/embeddings", EmbeddingOperation::answer);
        mount(router, path + "/rerank", request -> identified(request, RerankOperation.answer(request)));
        mount(router, path + "/moderations", request -> identified(request, moderation.answer(request)));
    }

    private static void mount(Router router, String path, UnaryOperator<JsonObject> operation) {
        router.post(path)
                .handler(BodyHandler.create(false).setBodyLimit(MAX_JSON))
                .blockingHandler(call -> answer(call, operation), false)
                .failureHandler(Operations::failed);
    }

    private static void answer(RoutingContext call, UnaryOperator<JsonObject> operation) {
        JsonObject request = call.body().asJsonObject();
        if (request == null) {
            throw RefusedException.invalid("The request has no body.");
        }
        call.json(operation.apply(request));
    }

    /** As with the hosted service, the id of the caller is repeated. */
    private static JsonObject identified(JsonObject request, JsonObject answer) {
        String id = UUID.randomUUID().toString();
        return answer.put("id", id)
                .put("created", Instant.now().getEpochSecond())
                .put("request_id", request.getValue("request_id", id));
    }

    private static void failed(RoutingContext call) {
        Throwable failure = call.failure();
        if (failure instanceof RefusedException refused) {
            ErrorReply.send(call, 400, refused.code(), refused.getMessage());
        } else if (failure instanceof DecodeException || failure instanceof ClassCastException) {
            invalid(call, 400, "The request is not a JSON object: " + failure.getMessage());
        } else if (call.statusCode() == 413) {
            invalid(call, 413, "The request is larger than 8 MB.");
        } else {
            invalid(call, 500, "The request failed: " + failure);
        }
    }

    private static void invalid(RoutingContext call, int status, String message) {
        ErrorReply.send(call, status, ErrorReply.INVALID, message);
    }
}
