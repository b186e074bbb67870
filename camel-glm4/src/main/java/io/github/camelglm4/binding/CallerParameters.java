package io.github.camelglm4.binding;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Merges the parameters that a caller of a served route sent with those of the endpoint: the endpoint takes precedence,
 * also over another name of the same parameter. Pure.
 */
final class CallerParameters {

    private static final String TOOL_CHOICE = "tool_choice";
    private static final List<String> LENGTHS = List.of("max_tokens", "max_completion_tokens");

    private static final Set<String> THINKING =
            Set.of("thinking", "reasoning", "reasoning_effort", "enable_thinking", "chat_template_kwargs");

    /**
     * Fields with which a caller could override a field that the endpoint sets: another name of it, or a switch for it.
     */
    private static final Map<String, Set<String>> UNDONE_BY = Map.of(
            "user",
            Set.of("user_id"),
            "user_id",
            Set.of("user"),
            "temperature",
            Set.of("do_sample"),
            "top_p",
            Set.of("do_sample"),
            "max_tokens",
            Set.of("max_completion_tokens"),
            "thinking",
            THINKING,
            "reasoning_effort",
            THINKING,
            TOOL_CHOICE,
            Set.of("function_call"));

    private CallerParameters() {}

    /**
     * Returns the parameters of the caller, overridden by those of the endpoint. Of two lengths of the answer, the
     * smaller one applies.
     *
     * @param callers what the caller sent
     * @param options what the options of the endpoint set
     * @param headers what the headers of the message set; they take precedence over all others
     */
    static Map<String, Object> under(
            Map<String, Object> callers, Map<String, Object> options, Map<String, Object> headers) {
        Map<String, Object> merged = new LinkedHashMap<>(callers);
        Number length = length(callers);
        LENGTHS.forEach(merged::remove);
        String name = options.containsKey(LENGTHS.get(1)) ? LENGTHS.get(1) : LENGTHS.get(0);
        if (length != null) {
            merged.put(name, length);
        }
        settle(merged, options);
        Number cap = length(options);
        if (length != null && cap != null && isLess(length, cap)) {
            merged.put(name, length);
        }
        settle(merged, headers);
        return merged;
    }

    /**
     * Removes the functions of a caller whose tool choice is none, and that choice, which does not apply to the tools
     * of the endpoint.
     */
    static void withoutFunctions(Map<String, Object> parameters) {
        parameters.keySet().removeAll(List.of("tools", TOOL_CHOICE, "functions", "function_call"));
    }

    static boolean wantsNoCall(Map<String, Object> callers) {
        return choices(callers).contains("none");
    }

    static boolean demandsCall(Map<String, Object> callers) {
        return choices(callers).stream().anyMatch(choice -> !choice.equals("auto") && !choice.equals("none"));
    }

    private static List<Object> choices(Map<String, Object> callers) {
        List<Object> choices = new ArrayList<>();
        for (String field : List.of(TOOL_CHOICE, "function_call")) {
            if (callers.get(field) != null) {
                choices.add(callers.get(field));
            }
        }
        return choices;
    }

    private static void settle(Map<String, Object> merged, Map<String, Object> ours) {
        ours.keySet().forEach(name -> merged.keySet().removeAll(UNDONE_BY.getOrDefault(name, Set.of())));
        merged.putAll(ours);
    }

    /** Returns the smaller value if both names are set. */
    private static Number length(Map<String, Object> parameters) {
        Number smallest = null;
        for (String name : LENGTHS) {
            if (parameters.get(name) instanceof Number number && (smallest == null || isLess(number, smallest))) {
                smallest = number;
            }
        }
        return smallest;
    }

    private static boolean isLess(Number one, Number other) {
        return new BigDecimal(one.toString()).compareTo(new BigDecimal(other.toString())) < 0;
    }
}
