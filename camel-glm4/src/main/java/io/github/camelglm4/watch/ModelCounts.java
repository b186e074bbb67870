package io.github.camelglm4.watch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts of the calls of one model since the start of the component. A call is the work for one message, including
 * retries and the requests of a conversation with tools.
 *
 * @param model the requested name
 * @param calls calls begun
 * @param inFlight calls that are not over; a stream is over with its last chunk
 * @param queued calls in flight that wait for one of the {@code maxConcurrentRequests} permits
 * @param failed calls that ended with a failure
 * @param retries repeated requests
 * @param inputTokens tokens of requests, as far as reported by the service
 * @param outputTokens tokens of answers, as far as reported by the service
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

    /** Returns the sums of the counts of these models under a name. */
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

    /** Returns the counts by name. */
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
