package io.github.camelglm4.service;

import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.options.Mistakes;
import io.github.camelglm4.options.TlsContexts;
import io.github.camelglm4.watch.Activity;
import io.github.camelglm4.watch.CallMonitor;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.camel.support.DefaultComponent;

/**
 * What the endpoints of all schemes share: the client with its connections, threads, concurrency gates and retry
 * budget, and the counters of calls. The component {@code glm4} owns it. Thread-safe.
 */
public final class SharedService {

    private final SharedClient client;
    private final CallMonitor monitor = new CallMonitor();
    private final Mistakes mistakes = new Mistakes();
    private final TlsContexts tlsContexts = new TlsContexts();
    private final ApiKeys apiKeys = new ApiKeys(Clock.systemUTC());

    /**
     * Creates no resources yet.
     *
     * @param owner the component that closes it
     * @param vertx returns the Vert.x instance that the user has set, or null
     */
    public SharedService(DefaultComponent owner, Supplier<Vertx> vertx) {
        this.client = new SharedClient(owner, vertx);
    }

    /**
     * The client of all endpoints, created on first use.
     *
     * @throws io.github.camelglm4.error.Glm4ConnectionException if the component is stopped
     */
    public Glm4Client client() {
        return client.get();
    }

    /** The Vert.x instance of the client. It is closed with the component only if it was created here. */
    public Vertx vertx() {
        return client.vertx();
    }

    /** Counters and current calls of all endpoints since the start. */
    public Activity activity() {
        return client.activity(monitor);
    }

    public CallMonitor monitor() {
        return monitor;
    }

    public Mistakes mistakes() {
        return mistakes;
    }

    public TlsContexts tlsContexts() {
        return tlsContexts;
    }

    /** Creates credentials: endpoints with equal keys share signed tokens and gates. */
    public ApiKeys apiKeys() {
        return apiKeys;
    }

    /** Ends all calls, waits for their continuations, then closes all resources that were created here. */
    public void close() throws Exception {
        client.close();
    }
}
