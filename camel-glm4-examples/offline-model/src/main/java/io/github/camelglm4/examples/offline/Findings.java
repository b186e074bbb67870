package io.github.camelglm4.examples.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelglm4.examples.offline.Turn.Finding;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Converts the results of tools to text, in the order of the calls. */
final class Findings {
    private Findings() {}

    static String text(List<Finding> findings) {
        return findings.stream().map(Findings::text).collect(Collectors.joining("\n"));
    }

    private static String text(Finding finding) {
        String text = text(finding.text());
        return finding.tool().isEmpty() ? text : finding.tool() + ": " + text;
    }

    private static String text(String text) {
        try {
            JsonNode json = Json.parse(text);
            return json.isContainerNode() ? text(json) : text;
        } catch (JsonProcessingException e) {
            return text;
        }
    }

    private static String text(JsonNode json) {
        if (json.isArray()) {
            return json.isEmpty()
                    ? "nothing"
                    : StreamSupport.stream(json.spliterator(), false)
                            .map(Findings::text)
                            .collect(Collectors.joining("; "));
        }
        if (json.isObject()) {
            return json.properties().stream()
                    .filter(field -> !field.getValue().isNull())
                    .map(field -> field.getKey() + " " + text(field.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return json.asText();
    }
}
