package io.github.camelglm4.examples.offline;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** The HTTP side: which path and method do what, and in which form the answer travels. */
final class ChatApi implements Handler<HttpServerRequest> {
    /** The same interface lives under each of these; the first is the platform's own. */
    static final List<String> PREFIXES = List.of("/api/paas/v4", "/api/coding/paas/v4", "/v1");

    private static final String JSON = "application/json; charset=UTF-8";
    private static final String EVENTS = "text/event-stream;charset=UTF-8";

    private final Vertx vertx;
    private final RequestCheck requestCheck = new RequestCheck();
    private final Answering answering = new Answering();

    ChatApi(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public void handle(HttpServerRequest request) {
        switch (operation(request.path())) {
            case "/chat/completions" -> {
                if (allows(request, HttpMethod.POST)) {
                    request.body().onSuccess(body -> chat(request.response(), body));
                }
            }
            case "/models" -> {
                if (allows(request, HttpMethod.GET)) {
                    send(request.response(), 200, Json.text(Replies.models()));
                }
            }
            default ->
                send(request.response(), 404, Json.text(Replies.frameworkError(404, "Not Found", request.path())));
        }
    }

    /** The path below one of the prefixes, or the empty text. */
    private static String operation(String path) {
        return PREFIXES.stream()
                .filter(prefix -> path.startsWith(prefix + "/"))
                .map(prefix -> path.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }

    private static boolean allows(HttpServerRequest request, HttpMethod allowed) {
        if (request.method().equals(allowed)) {
            return true;
        }
        request.response().putHeader("Allow", allowed.name());
        send(request.response(), 405, Json.text(Replies.frameworkError(405, "Method Not Allowed", request.path())));
        return false;
    }

    /** Reading and answering a long text takes a while: a worker does it, not the event loop. */
    private void chat(HttpServerResponse response, Buffer body) {
        vertx.executeBlocking(() -> answer(body.toString()), false)
                .onSuccess(exchange -> reply(response, exchange))
                .onFailure(failure -> fail(response, failure));
    }

    private Exchange answer(String body) {
        ChatRequest request = requestCheck.check(body);
        return new Exchange(request, answering.answer(request));
    }

    private static void reply(HttpServerResponse response, Exchange exchange) {
        Replies replies = new Replies(exchange.request(), exchange.answer());
        response.putHeader("X-LOG-ID", replies.id());
        if (!exchange.request().stream()) {
            send(response, 200, Json.text(replies.completion()));
            return;
        }
        response.putHeader("Content-Type", EVENTS)
                .putHeader("Cache-Control", "no-cache")
                .setChunked(true);
        replies.chunks().forEach(chunk -> response.write("data: " + Json.text(chunk) + "\n\n"));
        response.end("data: [DONE]\n\n");
    }

    private static void fail(HttpServerResponse response, Throwable failure) {
        ApiError error = failure instanceof ApiError known ? known : new ApiError(500, "500", failure.toString());
        response.putHeader("X-LOG-ID", Replies.newId());
        send(response, error.status(), Json.text(Replies.error(error)));
    }

    private static void send(HttpServerResponse response, int status, String json) {
        response.setStatusCode(status).putHeader("Content-Type", JSON).end(json);
    }

    private record Exchange(ChatRequest request, Answer answer) {}
}
