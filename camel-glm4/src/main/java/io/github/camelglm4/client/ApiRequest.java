package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.client.gate.ConcurrencyGate.WhenFull;
import io.github.camelglm4.client.gate.ConcurrencyGates;
import io.github.camelglm4.net.ServiceUrl;
import io.vertx.core.http.HttpClient;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A POST of JSON to the service, with everything that governs it.
 *
 * @param http the connection pool
 * @param url the service
 * @param path path and query of the operation
 * @param credential who asks
 * @param headers further HTTP headers, masked ones included
 * @param secrets values of masked headers, and what else must not be shown
 * @param limits bounds of the call
 * @param retries whether and when it is sent again
 * @param admission the gate it passes, or null for none
 * @param body JSON in UTF-8 for the n-th retry, 0 for the first attempt; must give equal bytes for equal n
 * @param model name of the model, for messages; or null
 */
public record ApiRequest(
        HttpClient http,
        ServiceUrl url,
        String path,
        Credential credential,
        Map<String, String> headers,
        Secrets secrets,
        CallLimits limits,
        RetryPolicy retries,
        Admission admission,
        IntFunction<byte[]> body,
        String model) {

    /**
     * The gate that a call passes.
     *
     * @param key which one
     * @param maxConcurrent requests at a time
     * @param maxQueued calls in its queue
     * @param whenFull what happens when the queue is full
     */
    public record Admission(ConcurrencyGates.Key key, int maxConcurrent, int maxQueued, WhenFull whenFull) {}

    /** What no message may show: the credential, and the secrets of the request. */
    Secrets masking() {
        return credential.secrets().and(secrets);
    }

    /** Without the query, which may be a key. */
    @Override
    public String toString() {
        int query = path.indexOf('?');
        return "POST " + url.authority() + (query < 0 ? path : path.substring(0, query));
    }
}
