package io.github.camelglm4.benchmark.candidate;

import java.util.Map;

/**
 * The configuration of a candidate.
 *
 * @param baseUrl base URL of the service, without a trailing slash
 * @param inFlight number of concurrent calls that it must support; 0 for its defaults
 * @param stamped whether the texts of the chunks are time stamps that the scenario reads
 * @param servePort loopback port for {@link Use#SERVE}; 0 for none
 * @param headers further headers of each request, which only the floor sends
 */
public record Setup(String baseUrl, int inFlight, boolean stamped, int servePort, Map<String, String> headers) {

    /** The model of all requests. */
    public static final String MODEL = "GLM-4-Air";

    /** The service requires no API key, but its clients do. It has two parts, as a key of the platform. */
    public static final String API_KEY = "benchmark.0123456789abcdef0123456789abcdef";

    /** Maximum number of connections, for candidates whose default is too small. */
    public int connectionsOr(int byDefault) {
        return inFlight == 0 ? byDefault : inFlight;
    }
}
