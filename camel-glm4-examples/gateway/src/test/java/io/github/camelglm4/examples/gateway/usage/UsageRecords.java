package io.github.camelglm4.examples.gateway.usage;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Records of calls, as the component sends them. */
final class UsageRecords {

    private UsageRecords() {}

    static Map<String, Object> answered(LocalDate day, String caller, String model, long prompt, long completion) {
        Map<String, Object> record = refused(day, caller, model, 200, null);
        record.put("promptTokens", prompt);
        record.put("completionTokens", completion);
        record.put("cachedTokens", prompt / 2);
        return record;
    }

    static Map<String, Object> refused(LocalDate day, String caller, String model, int status, String code) {
        Map<String, Object> record = new HashMap<>();
        record.put("time", day + "T12:00:00Z");
        record.put("caller", caller);
        record.put("model", model);
        record.put("status", status);
        record.put("code", code);
        record.put("promptTokens", 0L);
        record.put("completionTokens", 0L);
        record.put("cachedTokens", null);
        record.put("reasoningTokens", null);
        return record;
    }
}
