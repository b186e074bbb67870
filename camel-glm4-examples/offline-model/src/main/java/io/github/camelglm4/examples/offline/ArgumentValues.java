package io.github.camelglm4.examples.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelglm4.examples.offline.Tool.Parameter;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Finds values for the parameters of tools: values in the question, else values of the same name in the results of
 * other tools. A parameter can have several values: "orders 7 and 8" contains two numbers.
 */
final class ArgumentValues {
    private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z0-9.-])\\d+(?:\\.\\d+)?(?![A-Za-z0-9]|-\\d\\d-)");
    private static final Pattern WITH_DIGIT = Pattern.compile("(?<![\\w-])[\\w-]*\\d[\\w-]*");
    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");
    private static final Pattern DATE = Pattern.compile("(?<!\\d)\\d{4}-\\d\\d-\\d\\d(?!\\d)");
    private static final Pattern IDENTIFIER = Pattern.compile("(?:id|nr|number|code)$", Pattern.CASE_INSENSITIVE);

    private final String question;
    private final List<JsonNode> findings;

    ArgumentValues(Turn turn) {
        question = turn.question();
        findings = turn.findings().stream().map(finding -> json(finding.text())).toList();
    }

    /** The values in the order of their appearance; empty if there is none. */
    List<JsonNode> of(Parameter parameter) {
        List<JsonNode> named = named(parameter).distinct().toList();
        if (!named.isEmpty()) {
            return named;
        }
        List<JsonNode> found = findings.stream()
                .flatMap(finding -> under(parameter.name(), finding))
                .distinct()
                .toList();
        return found.isEmpty() && isFreeText(parameter) ? List.of(TextNode.valueOf(question)) : found;
    }

    private Stream<JsonNode> named(Parameter parameter) {
        JsonNode schema = parameter.schema();
        if (schema.has("enum")) {
            return nodes(schema.path("enum")).filter(option -> mentions(option.asText()));
        }
        if (parameter.isNumber()) {
            return matches(NUMBER)
                    .filter(number -> !parameter.type().equals("integer") || number.indexOf('.') < 0)
                    .map(number -> DecimalNode.valueOf(new BigDecimal(number)));
        }
        return matches(form(parameter)).map(TextNode::valueOf);
    }

    /** The pattern of the values of the parameter; null if they have no special form. */
    private static Pattern form(Parameter parameter) {
        JsonNode schema = parameter.schema();
        if (schema.has("pattern")) {
            return pattern(schema.path("pattern").asText());
        }
        return switch (schema.path("format").asText()) {
            case "email" -> EMAIL;
            case "date" -> DATE;
            default ->
                parameter.isText() && IDENTIFIER.matcher(parameter.name()).find() ? WITH_DIGIT : null;
        };
    }

    /** Whether the values of the parameter have a form that distinguishes them from other text. */
    static boolean hasForm(Parameter parameter) {
        return form(parameter) != null;
    }

    /** Whether the parameter is required and has no special form: a reason, a message, a search term. */
    private static boolean isFreeText(Parameter parameter) {
        return parameter.required() && parameter.isText() && !parameter.schema().has("enum") && form(parameter) == null;
    }

    private Stream<String> matches(Pattern pattern) {
        return pattern == null
                ? Stream.empty()
                : pattern.matcher(question).results().map(MatchResult::group);
    }

    private boolean mentions(String word) {
        return Pattern.compile(Pattern.quote(word), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(question)
                .find();
    }

    /** Removes the anchors: the pattern of a schema matches the whole value, which is only a part of the question. */
    private static Pattern pattern(String ofSchema) {
        try {
            return Pattern.compile(ofSchema.replaceFirst("^\\^", "").replaceFirst("\\$$", ""));
        } catch (PatternSyntaxException e) {
            return null;
        }
    }

    private static Stream<JsonNode> under(String name, JsonNode finding) {
        return finding.findValues(name).stream().filter(value -> value.isValueNode() && !value.isNull());
    }

    private static Stream<JsonNode> nodes(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** The result of a tool as JSON; missing if it is plain text. */
    private static JsonNode json(String text) {
        try {
            return Json.parse(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
