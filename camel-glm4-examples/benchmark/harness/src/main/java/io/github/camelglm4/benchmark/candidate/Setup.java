package io.github.camelglm4.benchmark.candidate;

/**
 * What a candidate is to be set up for.
 *
 * @param baseUrl of the service, without a slash at its end
 * @param inFlight how many calls at a time it must be able to make, or 0 for its defaults
 * @param stamped whether the texts of the chunks are times that the scenario must see
 * @param servePort where it is to serve on loopback, for {@link Use#SERVE}; 0: not at all
 */
public record Setup(String baseUrl, int inFlight, boolean stamped, int servePort) {

    /** The model that everyone asks for. */
    public static final String MODEL = "GLM-4-Air";

    /** The service asks for no key, but its clients do: two parts, as the platform's keys have. */
    public static final String API_KEY = "benchmark.0123456789abcdef0123456789abcdef";

    /** How many connections to allow, for candidates whose default does not do. */
    public int connectionsOr(int byDefault) {
        return inFlight == 0 ? byDefault : inFlight;
    }
}
