package io.github.camelglm4.typed;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelglm4.chat.Thinking;
import io.github.camelglm4.schema.Schema;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the answer in the text of a model: thinking, code fences and other text around it are ignored. Of several JSON
 * values, the first one that matches is the answer; if none matches, the findings are those of the first one. Pure.
 */
final class AnswerReader {

    private static final Pattern FENCES = Pattern.compile("^```\\w*\\h*\\R|```$");

    private final AnswerType type;

    AnswerReader(AnswerType type) {
        this.type = type;
    }

    Reading read(String text) {
        Reading first = null;
        JsonCandidates candidates = new JsonCandidates(type.trees(), text, type.wrapped());
        for (JsonNode json = candidates.next(); json != null; json = candidates.next()) {
            Reading reading = type.reader().apply(wrapped(json));
            if (reading.fits()) {
                return reading;
            }
            first = first == null ? reading : first;
        }
        if (candidates.isTooLarge()) {
            return first == null ? Reading.unfit(List.of(Schema.TOO_MANY_VALUES)) : first;
        }
        if (type.wrapped()) {
            Reading bare =
                    type.reader().apply(wrapped(scalar(Thinking.split(text).text())));
            return bare.fits() || first == null ? bare : first;
        }
        return first == null ? Reading.noJson() : first;
    }

    /** A model may write the value alone instead of an object with one property: wraps it. */
    private JsonNode wrapped(JsonNode json) {
        boolean asRequested = !type.wrapped() || json.isObject() && json.has(AnswerType.VALUE);
        return asRequested ? json : JsonNodeFactory.instance.objectNode().set(AnswerType.VALUE, json);
    }

    private JsonNode scalar(String text) {
        String bare = FENCES.matcher(text.strip()).replaceAll("").strip();
        try {
            JsonNode json = type.trees()
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(bare);
            return json.isValueNode() ? json : TextNode.valueOf(bare);
        } catch (IOException | ArithmeticException | NumberFormatException noJson) {
            return TextNode.valueOf(bare);
        }
    }
}
