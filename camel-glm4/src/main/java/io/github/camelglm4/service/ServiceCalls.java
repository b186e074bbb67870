package io.github.camelglm4.service;

import io.github.camelglm4.client.ApiRequest;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.client.RequestContent;
import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.client.gate.ConcurrencyGate.WhenFull;
import io.github.camelglm4.client.gate.ConcurrencyGates;
import io.github.camelglm4.error.Glm4RequestException;
import io.vertx.core.http.HttpClient;
import java.util.List;

/**
 * The calls of one endpoint from a start to the next stop: creates its requests, and holds its gate and its health
 * check. Thread-safe.
 */
public final class ServiceCalls {

    private final ServiceEndpoint endpoint;
    private final ServiceSetup setup;
    private final Glm4Client client;
    private final List<HttpClient> pools;

    /**
     * Reads and checks the options of the endpoint.
     *
     * @throws RuntimeException if an option is invalid; it names the option and what is allowed, but no secret
     */
    public ServiceCalls(ServiceEndpoint endpoint) {
        this.endpoint = endpoint;
        setup = ServiceSetup.read(endpoint);
        client = endpoint.getComponent().shared().client();
        pools = client.pools(setup.connection());
    }

    public ServiceSetup setup() {
        return setup;
    }

    public Glm4Client client() {
        return client;
    }

    /**
     * Called when a producer or consumer starts: holds the gate of its model, and adds its health check, if enabled.
     * The returned task ends both: calls in progress hold the gate themselves, and the next start may set another
     * limit.
     *
     * @param routeId for the name of the health check; null if there is none
     * @throws Glm4RequestException if another endpoint has set different limits for the same gate
     */
    public Runnable start(String routeId) {
        ServiceSetup.GateLimits limits = endpoint.fixedModel() == null ? null : setup.gate();
        ConcurrencyGates.Key gate = limits == null ? null : gateOf(setup.credential(), endpoint.fixedModel());
        if (gate != null) {
            client.gates().hold(gate, limits.maxConcurrent(), limits.maxQueued());
        }
        Runnable release = () -> {
            if (gate != null) {
                client.gates().drop(gate);
            }
        };
        try {
            Runnable endHealthCheck = HealthChecks.ofCaller(endpoint, setup, routeId);
            return () -> {
                endHealthCheck.run();
                release.run();
            };
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
    }

    /**
     * Returns the gate of a request, with the limits of the endpoint; null if there is no limit.
     *
     * @param credential of the request
     * @param model of the request
     * @param first false for further requests of the same exchange: they are never refused, but queued
     * @param caller the thread that sent the exchange: only this thread may be blocked
     */
    public ApiRequest.Admission admission(Credential credential, String model, boolean first, Thread caller) {
        ServiceSetup.GateLimits limits = setup.gate();
        if (limits == null) {
            return null;
        }
        boolean asSet = first && (limits.whenFull() == WhenFull.REFUSE || Thread.currentThread() == caller);
        return new ApiRequest.Admission(
                gateOf(credential, model),
                limits.maxConcurrent(),
                limits.maxQueued(),
                asSet ? limits.whenFull() : WhenFull.QUEUE);
    }

    private ConcurrencyGates.Key gateOf(Credential credential, String model) {
        return new ConcurrencyGates.Key(setup.url(), credential, model);
    }

    /**
     * Creates a request of no model, and so without a gate, with the credential of the endpoint.
     *
     * @param operation path after the base URL, with a leading slash; may have a query
     */
    public ApiRequest request(String operation, RequestContent content) {
        return request(setup.url().operation(operation), content, setup.credential(), null, null);
    }

    /**
     * Creates a request.
     *
     * @param path path and query of the operation, from the {@link ServiceSetup#url()}
     * @param content method and body
     * @param credential see {@link ServiceSetup#credential(org.apache.camel.Exchange)}
     * @param model for messages, or null
     * @param admission the gate, or null
     */
    public ApiRequest request(
            String path, RequestContent content, Credential credential, String model, ApiRequest.Admission admission) {
        return template(path).with(content, credential, model, admission);
    }

    /** Returns the request of an operation without its content, with the credential of the endpoint. */
    public ApiRequest template(String path) {
        return new ApiRequest(
                pools,
                setup.url(),
                path,
                setup.credential(),
                setup.headers(),
                setup.secrets(),
                setup.limits(),
                setup.retries(),
                null,
                null,
                null);
    }
}
