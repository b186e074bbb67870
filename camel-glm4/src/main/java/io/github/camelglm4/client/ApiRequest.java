package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.client.gate.ConcurrencyGate.WhenFull;
import io.github.camelglm4.client.gate.ConcurrencyGates;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.vertx.RequestUpload;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;

/**
 * A request to the service, with all settings of the call.
 *
 * @param http the connection pools, one for each event loop
 * @param url the service
 * @param path path and query of the operation
 * @param credential the authentication
 * @param headers additional HTTP headers, including masked ones
 * @param secrets values that must not be shown, such as those of masked headers
 * @param limits timeouts and size limit of the call
 * @param retries whether and when the request is retried
 * @param admission the gate of the call, or null for none
 * @param content method and body
 * @param model name of the model for messages, or null if the request is for none
 */
public record ApiRequest(
        List<HttpClient> http,
        ServiceUrl url,
        String path,
        Credential credential,
        Map<String, String> headers,
        Secrets secrets,
        CallLimits limits,
        RetryPolicy retries,
        Admission admission,
        RequestContent content,
        String model) {

    /**
     * The gate of a call.
     *
     * @param key identifies the gate
     * @param maxConcurrent maximum number of concurrent requests
     * @param maxQueued maximum number of calls in its queue
     * @param whenFull what happens if the queue is full
     */
    public record Admission(ConcurrencyGates.Key key, int maxConcurrent, int maxQueued, WhenFull whenFull) {}

    /** A POST of JSON. */
    @FunctionalInterface
    public interface JsonContent extends RequestContent {

        /**
         * Returns JSON in UTF-8; equal bytes for equal {@code retry}.
         *
         * @param retry 0 for the first attempt
         */
        byte[] bytes(int retry);

        @Override
        default HttpMethod method() {
            return HttpMethod.POST;
        }

        @Override
        default String mediaType() {
            return "application/json";
        }

        @Override
        default RequestUpload upload(Vertx vertx, int retry) {
            return RequestUpload.of(bytes(retry));
        }
    }

    /**
     * Returns a request with the same path and settings.
     *
     * @param newCredential the authentication
     * @param newAdmission the gate of the call, or null for none
     */
    public ApiRequest with(
            RequestContent newContent, Credential newCredential, String newModel, Admission newAdmission) {
        return new ApiRequest(
                http, url, path, newCredential, headers, secrets, limits, retries, newAdmission, newContent, newModel);
    }

    /** Returns what no message may show: the credential, and the secrets of the request. */
    Secrets masking() {
        return credential.secrets().and(secrets);
    }

    RequestOptions options() {
        return new RequestOptions()
                .setMethod(content.method())
                .setSsl(url.tls())
                .setHost(url.host())
                .setPort(url.port())
                .setURI(path)
                .setConnectTimeout(limits.connectMillis());
    }

    /** Sets the headers of an HTTP request, except for the length of its body. */
    void writeHeaders(HttpClientRequest request, String authorization) {
        headers.forEach(request::putHeader);
        if (authorization != null) {
            request.putHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        String mediaType = content.mediaType();
        if (mediaType != null) {
            request.putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
        }
        // a compressor would hold back the events of a stream; a compressed response is decoded nevertheless
        request.putHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
    }

    /** Returns whether the request may be repeated although an earlier attempt may have been processed. */
    boolean isIdempotent() {
        return content instanceof RequestContent.Empty;
    }

    /** Omits the query, which may contain a key. */
    @Override
    public String toString() {
        int query = path.indexOf('?');
        return content.method() + " " + url.authority() + (query < 0 ? path : path.substring(0, query));
    }
}
