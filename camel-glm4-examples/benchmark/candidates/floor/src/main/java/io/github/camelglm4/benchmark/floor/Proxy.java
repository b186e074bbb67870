package io.github.camelglm4.benchmark.floor;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;

/** Forwards each request to the service, and its response to the caller, unchanged. */
final class Proxy {

    private final Vertx vertx;
    private final HttpClient client;
    private final RequestOptions service;

    Proxy(Vertx vertx, HttpClient client, RequestOptions service) {
        this.vertx = vertx;
        this.client = client;
        this.service = service;
    }

    /** Returns when the server listens. */
    void listen(int port) {
        vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .requestHandler(this::handOn)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void handOn(HttpServerRequest request) {
        HttpServerResponse answer = request.response();
        request.body()
                .compose(body -> client.request(service).compose(asked -> asked.send(body)))
                .onFailure(failure -> answer.setStatusCode(502).end())
                .onSuccess(response -> handBack(response, answer));
    }

    private static void handBack(HttpClientResponse response, HttpServerResponse answer) {
        answer.setStatusCode(response.statusCode());
        answer.putHeader("Content-Type", response.getHeader("Content-Type"));
        answer.setChunked(true);
        response.pipeTo(answer);
    }
}
