package io.github.camelglm4.benchmark.floor;

import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.candidate.Receiver;
import io.github.camelglm4.benchmark.candidate.Setup;
import io.github.camelglm4.benchmark.candidate.Support;
import io.github.camelglm4.benchmark.candidate.Use;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;

/**
 * Sends and receives the same bytes as the other candidates, with the HTTP client that glm4 uses, but does not parse
 * them.
 */
public final class FloorCandidate implements Candidate {

    private static final String NO_ROUTE = "does not run in a route";
    private static final int MORE_THAN_ENOUGH_CONNECTIONS = 65_535;

    private Vertx vertx;
    private HttpClient client;
    private RequestOptions options;
    private boolean stamped;

    @Override
    public Support support(Use use) {
        return switch (use) {
            case ASK, READ, STREAMS, SERVE -> Support.async();
            case SPLIT, PUSH -> Support.none(NO_ROUTE);
        };
    }

    @Override
    public void start(Setup setup) {
        vertx = Vertx.vertx();
        client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(MORE_THAN_ENOUGH_CONNECTIONS)
                .setKeepAliveTimeout(30));
        options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(setup.baseUrl() + "/chat/completions")
                .putHeader("Content-Type", "application/json")
                .putHeader("Authorization", "Bearer " + Setup.API_KEY);
        setup.headers().forEach(options::putHeader);
        stamped = setup.stamped();
        if (setup.servePort() != 0) {
            new Proxy(vertx, client, options).listen(setup.servePort());
        }
    }

    @Override
    public void call(Use use, String prompt, Receiver receiver) {
        Buffer body = body(use, prompt);
        // on the event loop of the response, so that the handlers are set before data is read
        client.request(options)
                .onFailure(receiver::failed)
                .onSuccess(request -> request.send(body)
                        .onFailure(receiver::failed)
                        .onSuccess(response -> receive(use, response, receiver)));
    }

    private void receive(Use use, HttpClientResponse response, Receiver receiver) {
        if (response.statusCode() != 200) {
            receiver.failed(new IllegalStateException("status " + response.statusCode()));
        } else if (use == Use.ASK) {
            response.body().onFailure(receiver::failed).onSuccess(whole -> receiver.done());
        } else {
            response.exceptionHandler(receiver::failed);
            response.handler(buffer -> receiver.piece(stamped ? Stamp.in(buffer) : null));
            response.endHandler(end -> receiver.done());
        }
    }

    private static Buffer body(Use use, String prompt) {
        String json = "{\"model\":\"" + Setup.MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt
                + "\"}]" + (use == Use.ASK ? "}" : ",\"stream\":true}");
        return Buffer.buffer(json.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        vertx.close();
    }
}
