package io.github.camelglm4.tools;

import io.github.camelglm4.text.PrintableText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** What became of the calls of one conversation, for the author of the route. Thread-safe. */
public final class ToolTrace {

    private final List<Map<String, Object>> entries = new CopyOnWriteArrayList<>();

    /**
     * A view of the calls so far, those of a round when it is over, in the order of the calls: round, name, arguments (a Map,
     * or the text that is none), result (what the model was told), millis, and error where there was one.
     */
    public List<Map<String, Object>> entries() {
        return Collections.unmodifiableList(entries);
    }

    void add(int round, ToolExecution call) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("round", round);
        entry.put("name", PrintableText.name(call.name()));
        entry.put("arguments", call.arguments());
        entry.put("result", call.told());
        entry.put("millis", call.millis());
        if (call.problem() != null) {
            Throwable cause = call.problem().getCause();
            entry.put("error", cause == null ? call.problem().getMessage() : cause.toString());
        }
        entries.add(Collections.unmodifiableMap(entry));
    }
}
