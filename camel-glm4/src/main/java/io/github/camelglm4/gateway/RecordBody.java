package io.github.camelglm4.gateway;

import io.github.camelglm4.usage.UsageRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The body of the message with a record. Pure. */
final class RecordBody {

    private RecordBody() {}

    /** Values that are not known are null, so that each record has the same fields. */
    static Map<String, Object> of(UsageRecord record) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("time", record.time().toString());
        body.put("requestId", record.requestId());
        body.put("caller", record.caller());
        body.put("model", record.model());
        body.put("status", record.status());
        body.put("code", record.code());
        body.put("finishReason", record.finishReason());
        body.put("promptTokens", record.promptTokens());
        body.put("completionTokens", record.completionTokens());
        body.put("totalTokens", record.totalTokens());
        body.put("cachedTokens", record.cachedTokens());
        body.put("reasoningTokens", record.reasoningTokens());
        body.put("streamed", record.streamed());
        body.put("millis", TimeUnit.NANOSECONDS.toMillis(record.nanos()));
        body.put(
                "firstByteMillis",
                record.firstByteNanos() < 0 ? null : TimeUnit.NANOSECONDS.toMillis(record.firstByteNanos()));
        return body;
    }
}
