package io.github.camelglm4.moderation;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.text.PrintableText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The verdict about one or several texts.
 *
 * @param level the worst of the texts
 * @param types the kinds of risks in them, each once, in printable form; empty if there are none
 */
public record Verdict(RiskLevel level, List<String> types) {

    /**
     * Returns the verdict of an answer.
     *
     * @param answer the JSON object
     * @param texts number of texts in the request
     * @throws IllegalArgumentException if there is not exactly one verdict for each text; the message says what is
     *     wrong, after the words "the answer"
     */
    public static Verdict of(Map<String, Object> answer, int texts) {
        if (!(answer.get("result_list") instanceof List<?> results)) {
            throw new IllegalArgumentException("has no list result_list with verdicts");
        }
        if (results.size() != texts) {
            throw new IllegalArgumentException("has " + results.size() + " verdicts for " + texts + " texts");
        }
        List<Verdict> verdicts = new ArrayList<>();
        for (Object result : results) {
            verdicts.add(one(Fields.object(result)));
        }
        return worst(verdicts);
    }

    private static Verdict one(Map<String, Object> result) {
        RiskLevel level = level(Fields.text(result, "risk_level"));
        Object reported = result.get("risk_type");
        List<String> types = new ArrayList<>();
        for (Object type : reported instanceof List<?> several ? several : Collections.singletonList(reported)) {
            String name = Fields.unlessNone(Fields.text(type));
            if (name != null) {
                types.add(PrintableText.name(name));
            }
        }
        return new Verdict(level, types);
    }

    /** An unknown level is not silently taken for a known one. */
    private static RiskLevel level(String name) {
        try {
            return RiskLevel.valueOf(String.valueOf(name).strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("has a verdict whose risk_level is not PASS, REVIEW or REJECT", e);
        }
    }

    /** Returns the worst level, and all types. */
    public static Verdict worst(List<Verdict> verdicts) {
        RiskLevel worst = RiskLevel.PASS;
        Set<String> types = new LinkedHashSet<>();
        for (Verdict verdict : verdicts) {
            worst = verdict.level.compareTo(worst) > 0 ? verdict.level : worst;
            types.addAll(verdict.types);
        }
        return new Verdict(worst, List.copyOf(types));
    }
}
