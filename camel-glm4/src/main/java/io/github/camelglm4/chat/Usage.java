package io.github.camelglm4.chat;

import io.github.camelglm4.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The number of tokens of a call. A count that the service did not report is null.
 *
 * @param promptTokens tokens of the request
 * @param completionTokens tokens of the answer, including reasoning
 * @param totalTokens their sum, as the service reported it
 * @param others all further fields ({@code prompt_tokens_details}, ...); never null
 */
public record Usage(Long promptTokens, Long completionTokens, Long totalTokens, Map<String, Object> others) {

    private static final Set<String> COMPONENTS = Set.of("prompt_tokens", "completion_tokens", "total_tokens");

    public Usage {
        others = Fields.of(others);
    }

    public Usage(long promptTokens, long completionTokens) {
        this(promptTokens, completionTokens, promptTokens + completionTokens, Map.of());
    }

    /** Creates usage from its JSON; null if the JSON is empty. */
    public static Usage of(Map<String, Object> json) {
        if (json.isEmpty()) {
            return null;
        }
        return new Usage(
                Fields.wholeNumber(json, "prompt_tokens"),
                Fields.wholeNumber(json, "completion_tokens"),
                Fields.wholeNumber(json, "total_tokens"),
                Fields.without(json, COMPONENTS));
    }

    /**
     * The usage of an answer or a chunk, which some services report in the choice; null if neither has one.
     *
     * @param own as reported by the answer or the chunk itself, or null
     * @param choice further fields of its first choice
     */
    public static Usage reported(Usage own, Map<String, Object> choice) {
        return own != null ? own : of(Fields.object(choice, "usage"));
    }

    /** The sum of two calls. Either may be null; a count that neither reported is null. */
    public static Usage sum(Usage one, Usage other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Usage.of(sum(one.toMap(), other.toMap()));
    }

    /** Adds numbers and the fields of objects; for other values, the second one wins. */
    private static Map<String, Object> sum(Map<String, Object> one, Map<String, Object> other) {
        Map<String, Object> sum = new LinkedHashMap<>(one);
        other.forEach((name, value) -> sum.merge(name, value, Usage::sum));
        return sum;
    }

    private static Object sum(Object one, Object other) {
        if (one instanceof Map<?, ?> && other instanceof Map<?, ?>) {
            return sum(Fields.object(one), Fields.object(other));
        }
        Long first = Fields.wholeNumber(one);
        Long second = Fields.wholeNumber(other);
        return first != null && second != null ? first + second : other;
    }

    /** Prompt tokens from the cache of the service. */
    public Long cachedTokens() {
        return Fields.wholeNumber(Fields.object(others, "prompt_tokens_details"), "cached_tokens");
    }

    /** Completion tokens used for reasoning. */
    public Long reasoningTokens() {
        return Fields.wholeNumber(Fields.object(others, "completion_tokens_details"), "reasoning_tokens");
    }

    /** Returns the JSON. */
    public Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        Fields.putIfSet(json, "prompt_tokens", promptTokens);
        Fields.putIfSet(json, "completion_tokens", completionTokens);
        Fields.putIfSet(json, "total_tokens", totalTokens);
        json.putAll(others);
        return json;
    }
}
