package io.github.camelglm4.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has become of the calls of one model since the component was started. A call is what a message asks: its
 * retries, and the requests of a conversation with tools, are parts of it.
 *
 * @param model the name, as it is asked for
 * @param calls calls that have begun
 * @param inFlight those that are not over; a stream is over with its last chunk
 * @param queued those of them that wait for one of the {@code maxConcurrentRequests} places
 * @param failed those that ended with a failure
 * @param retries requests that were sent again
 * @param inputTokens tokens of requests, as far as the service reported them
 * @param outputTokens tokens of answers
 */
public record ModelCounts(
        String model,
        long calls,
        long inFlight,
        long queued,
        long failed,
        long retries,
        long inputTokens,
        long outputTokens) {

    public static ModelCounts sum(String name, Iterable<ModelCounts> models) {
        ModelCounts sum = new ModelCounts(name, 0, 0, 0, 0, 0, 0, 0);
        for (ModelCounts counts : models) {
            sum = new ModelCounts(
                    name,
                    sum.calls + counts.calls,
                    sum.inFlight + counts.inFlight,
                    sum.queued + counts.queued,
                    sum.failed + counts.failed,
                    sum.retries + counts.retries,
                    sum.inputTokens + counts.inputTokens,
                    sum.outputTokens + counts.outputTokens);
        }
        return sum;
    }

    /** The counts by name. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("model", model);
        map.put("calls", calls);
        map.put("inFlight", inFlight);
        map.put("queued", queued);
        map.put("failed", failed);
        map.put("retries", retries);
        map.put("inputTokens", inputTokens);
        map.put("outputTokens", outputTokens);
        return map;
    }
}
