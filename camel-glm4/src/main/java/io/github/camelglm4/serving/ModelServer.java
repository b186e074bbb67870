package io.github.camelglm4.serving;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.PresentedKey;
import io.github.camelglm4.vertx.server.IdleConnection;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One server: its operations by path and method, and their authentication. Called on event loops; request bodies are
 * parsed on the executor.
 */
final class ModelServer implements Handler<HttpServerRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(ModelServer.class);
    private static final String MODELS = "/models";

    private final Vertx vertx;
    private final Executor executor;
    private final ServerSettings settings;
    private final ModelDirectory models;
    private final Cors cors;
    private final OwnNames ownNames;
    private final HeldBytes held;
    private final LimitGate limits;
    private final long created = System.currentTimeMillis() / 1000;

    ModelServer(Vertx vertx, Executor executor, ServerSettings settings, ModelDirectory models) {
        this.vertx = vertx;
        this.executor = executor;
        this.settings = settings;
        this.models = models;
        this.limits = new LimitGate(settings.metering().limiter(), executor, ModelServer::unhandled);
        this.cors = new Cors(settings.origins());
        this.ownNames = new OwnNames(settings);
        // must allow at least one request of the maximum size
        this.held = new HeldBytes(Math.max(settings.limits().maxHeldBytes(), settings.maxRequestSize()));
    }

    @Override
    public void handle(HttpServerRequest request) {
        ResponseWriter writer = new ResponseWriter(
                vertx, request, settings.stallMillis(), settings.limits().silenceMillis());
        IdleConnection.busy(request.connection(), writer.written(), writer.gone());
        Incoming incoming = new Incoming(request, writer);
        writer.guarded(() -> {
            try {
                answer(incoming);
            } catch (ServedErrorException e) {
                incoming.body().refuse(e.error());
            }
        });
    }

    private void answer(Incoming incoming) {
        HttpServerRequest request = incoming.request;
        RequestHeaders.requirePrintable(request);
        cors.allow(request);
        ServedError foreign = isProtectedByKey(incoming) ? null : ownNames.refusal(request);
        if (foreign != null) {
            throw new ServedErrorException(foreign);
        }
        if (cors.isPreflight(request)) {
            cors.answerPreflight(request, incoming.writer);
        } else if (models.isEmpty()) {
            // the last route is stopping, and the server with it
            throw new ServedErrorException(ServedError.unavailable());
        } else {
            route(incoming);
        }
    }

    /** A web page that uses DNS rebinding knows no key. A reverse proxy with a key may use any host name. */
    private boolean isProtectedByKey(Incoming incoming) {
        return !models.isOpen() || models.isKey(incoming.key);
    }

    /** Defines the paths of all operations. */
    private void route(Incoming incoming) {
        String path = pathBelowOwn(incoming.request.path());
        ServedOperation operation = ServedOperation.at(path);
        if (operation != null) {
            incoming.require(HttpMethod.POST);
            receive(incoming, operation);
        } else if (path.equals(MODELS)) {
            incoming.require(HttpMethod.GET);
            listModels(incoming);
        } else if (path.startsWith(MODELS + "/")) {
            incoming.require(HttpMethod.GET);
            describeModel(incoming, decoded(path.substring(MODELS.length() + 1)));
        } else if (StartPage.isAt(incoming.request, settings)) {
            incoming.body().read(null, body -> StartPage.write(incoming.request, settings, models, incoming.writer));
        } else {
            throw new ServedErrorException(ServedError.unknownPath(String.valueOf(incoming.request.path())));
        }
    }

    private String pathBelowOwn(String path) {
        return path != null && path.startsWith(settings.path())
                ? path.substring(settings.path().length())
                : "";
    }

    private static String decoded(String id) {
        try {
            return URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ServedErrorException(ServedError.unknownModel(id));
        }
    }

    private void receive(Incoming incoming, ServedOperation operation) {
        incoming.writer.observe(settings.metering().begin(operation, incoming.request));
        incoming.requireAdmittedKey();
        RequestHeaders.requireJson(incoming.request);
        Map<String, String> headers = RequestHeaders.forRoute(incoming.request);
        HeldBytes.Share share = held.share();
        incoming.writer.written().thenRun(share::release);
        incoming.writer.gone().thenRun(share::release);
        incoming.body().read(share, body -> executor.execute(() -> ask(incoming, operation, headers, body)));
    }

    /**
     * Runs on the executor, because a request can be large and a route can block. The request gets a response, whatever
     * is thrown.
     */
    private void ask(Incoming incoming, ServedOperation operation, Map<String, String> headers, byte[] body) {
        try {
            hand(incoming, operation, headers, body);
        } catch (ServedErrorException e) {
            incoming.writer.later(() -> incoming.writer.fail(e.error()));
        } catch (RuntimeException | Error e) {
            unhandled(incoming.writer, e);
        }
    }

    private static void unhandled(ResponseWriter writer, Throwable cause) {
        try {
            LOG.warn("A request could not be handled", cause);
            writer.later(() -> writer.fail(ServedError.internal()));
        } catch (RuntimeException | Error again) {
            // without a response, the caller would wait forever
            writer.abort(ServedError.internal());
        }
    }

    private void hand(Incoming incoming, ServedOperation operation, Map<String, String> headers, byte[] body) {
        ResponseWriter writer = incoming.writer;
        Map<String, Object> json = RequestReader.json(body, settings.maxRequestSize());
        String name = RequestReader.model(json);
        boolean streamed = operation == ServedOperation.CHAT && Boolean.TRUE.equals(json.get("stream"));
        writer.observer().asks(PrintableText.name(name), streamed);
        ServedModel<?> model = find(operation, name, incoming.key);
        Caller caller = caller(model, incoming.key);
        writer.observer().isFrom(caller.name());
        requireOwn(caller, model, name);
        pass(caller, model, json, new CallOrigin(name, caller.name(), headers, writer));
    }

    private <C extends ServedCall<?>> void pass(
            Caller caller, ServedModel<C> model, Map<String, Object> json, CallOrigin origin) {
        C call = model.reader().read(json, settings.metering().maxTokens(caller), origin);
        if (call.isStreamed()) {
            origin.writer().later(origin.writer()::expectEvents);
        }
        limits.pass(caller, call, model);
    }

    private Caller caller(ServedModel<?> model, PresentedKey key) {
        Caller caller = model.keys().find(key);
        if (caller == null) {
            throw unauthorized(key);
        }
        return caller;
    }

    /** A model that is not the caller's does not exist for it. */
    private static void requireOwn(Caller caller, ServedModel<?> model, String name) {
        if (!ModelDirectory.mayUse(model, name, caller)) {
            throw new ServedErrorException(ServedError.unknownModel(name));
        }
    }

    private ServedErrorException unauthorized(PresentedKey key) {
        return new ServedErrorException(
                models.isExpired(key) ? ServedError.expiredKey() : ServedError.unauthorized(key != null));
    }

    private ServedModel<?> find(ServedOperation operation, String name, PresentedKey key) {
        ServedModel<?> model = models.find(operation, name);
        if (model == null) {
            ServedModel<?> other = models.find(name, key);
            throw other != null && ModelDirectory.mayUse(other, name, key)
                    ? new ServedErrorException(ServedError.otherPath(
                            name,
                            settings.path() + operation.path(),
                            settings.path() + other.operation().path()))
                    : unknown(name);
        }
        return model;
    }

    /** Without any model, the last route is stopping, and the server with it. */
    private ServedErrorException unknown(String name) {
        return new ServedErrorException(models.isEmpty() ? ServedError.unavailable() : ServedError.unknownModel(name));
    }

    private void listModels(Incoming incoming) {
        incoming.requireAdmittedKey();
        List<Map<String, Object>> list = new ArrayList<>();
        models.names(incoming.key).forEach(name -> list.add(description(name)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("object", "list");
        json.put("data", list);
        incoming.answer(json);
    }

    private void describeModel(Incoming incoming, String name) {
        incoming.requireAdmittedKey();
        ServedModel<?> model = models.find(name, incoming.key);
        if (model == null) {
            throw unknown(name);
        }
        requireOwn(caller(model, incoming.key), model, name);
        incoming.answer(description(name));
    }

    private Map<String, Object> description(String name) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", name);
        json.put("object", "model");
        json.put("created", created);
        json.put("owned_by", "camel");
        return json;
    }

    private final class Incoming {

        private final HttpServerRequest request;
        private final ResponseWriter writer;
        private final PresentedKey key;

        Incoming(HttpServerRequest request, ResponseWriter writer) {
            this.request = request;
            this.writer = writer;
            this.key = RequestHeaders.bearer(request);
        }

        void require(HttpMethod method) {
            if (!request.method().equals(method)) {
                request.response().putHeader("Allow", method.name());
                throw new ServedErrorException(
                        ServedError.methodNotAllowed(request.method().name(), method.name()));
            }
        }

        /** Rejects a key that no model accepts. */
        void requireAdmittedKey() {
            Caller caller = models.caller(key);
            if (caller != null) {
                // for the record of a request that is rejected before its model is known
                writer.observer().isFrom(caller.name());
            } else if (!models.isEmpty()) {
                throw unauthorized(key);
            }
        }

        void answer(Map<String, Object> json) {
            body().read(null, body -> writer.json(200, Json.write(json)));
        }

        RequestBody body() {
            return new RequestBody(vertx, request, settings, writer);
        }
    }
}
