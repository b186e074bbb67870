package io.github.camelglm4.examples.offline.operation;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** Error responses in the form of the hosted service. */
public final class ErrorReply {
    /** The code of a field with a value that is not allowed. */
    public static final String INVALID = "1214";

    private ErrorReply() {}

    /** Sends the response. */
    public static void send(RoutingContext call, int status, String code, String message) {
        JsonObject error = new JsonObject().put("code", code).put("message", message);
        call.response().setStatusCode(status);
        call.json(new JsonObject().put("error", error));
    }
}
