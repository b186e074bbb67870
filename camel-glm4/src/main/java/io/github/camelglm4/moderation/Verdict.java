package io.github.camelglm4.moderation;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.text.PrintableText;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The verdict about one or several texts.
 *
 * @param level the worst of the texts
 * @param types the kinds of risks in them, in printable form; empty if there are none
 */
public record Verdict(RiskLevel level, List<String> types) {

    /**
     * Returns the verdict of an answer about one text.
     *
     * @param answer the JSON object
     * @throws IllegalArgumentException if there is not exactly one verdict; the message says what is wrong, after the
     *     words "the answer"
     */
    public static Verdict of(Map<String, Object> answer) {
        if (!(answer.get("result_list") instanceof List<?> results)) {
            throw new IllegalArgumentException("has no list result_list with verdicts");
        }
        if (results.size() != 1) {
            throw new IllegalArgumentException("has " + results.size() + " verdicts for one text");
        }
        Map<String, Object> result = Fields.object(results.get(0));
        Object types = result.get("risk_type");
        List<?> several = types instanceof List<?> list ? list : Collections.singletonList(types);
        return new Verdict(
                level(Fields.text(result, "risk_level")),
                several.stream()
                        .map(type -> Fields.unlessNone(Fields.text(type)))
                        .filter(Objects::nonNull)
                        .map(PrintableText::name)
                        .toList());
    }

    /** An unknown level is not silently taken for a known one. */
    private static RiskLevel level(String name) {
        try {
            return RiskLevel.valueOf(String.valueOf(name).strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a verdict whose risk_level is not PASS, REVIEW or REJECT", e);
        }
    }

    /** Returns the worst level, and all types, each once. */
    public static Verdict worst(List<Verdict> verdicts) {
        return new Verdict(
                verdicts.stream()
                        .map(Verdict::level)
                        .max(Comparator.naturalOrder())
                        .orElse(RiskLevel.PASS),
                verdicts.stream()
                        .flatMap(verdict -> verdict.types.stream())
                        .distinct()
                        .toList());
    }
}
