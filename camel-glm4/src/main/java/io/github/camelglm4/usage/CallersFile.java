package io.github.camelglm4.usage;

import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.yaml.YamlException;
import io.github.camelglm4.yaml.YamlField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Reads callers from YAML, of which JSON is a part: a list with one entry for each caller. Pure. */
public final class CallersFile {

    private static final List<String> FIELDS = List.of(
            "name",
            "key",
            "keySha256",
            "models",
            "requestsPerMinute",
            "tokensPerMinute",
            "tokensPerDay",
            "tokensPerMonth",
            "maxConcurrentRequests",
            "maxTokens",
            "expires");

    private static final int MOST_CHARACTERS = 32_000_000;

    private CallersFile() {}

    /**
     * Reads all callers.
     *
     * @throws YamlException if the text is not YAML, or has no callers, or a field is unknown or wrong, or a name or a
     *     key is there twice
     */
    public static List<Caller> read(String text) {
        List<Caller> callers = new ArrayList<>();
        Map<String, YamlField> names = new HashMap<>();
        Map<KeyDigest, String> holders = new HashMap<>();
        YamlField root = YamlField.document(text, MOST_CHARACTERS);
        List<YamlField> entries = root.elements("a list of callers");
        if (entries.isEmpty()) {
            throw root.wrong("a list of at least one caller");
        }
        for (YamlField entry : entries) {
            Map<String, YamlField> fields = entry.fields(FIELDS, "a caller");
            Caller caller = caller(entry, fields, holders);
            if (names.put(caller.name(), entry) != null) {
                throw fields.get("name").error("is the name of another caller too: " + shown(caller.name()));
            }
            callers.add(caller);
        }
        return callers;
    }

    private static Caller caller(YamlField entry, Map<String, YamlField> fields, Map<KeyDigest, String> holders) {
        if (!fields.containsKey("name")) {
            throw entry.error("has no name");
        }
        String name = fields.get("name").text();
        YamlField models = fields.get("models");
        YamlField expires = fields.get("expires");
        return new Caller(
                name,
                keys(entry, name, fields, holders),
                models == null
                        ? null
                        : models.oneOrMore().stream().map(CallersFile::model).toList(),
                limits(fields),
                expires == null ? null : expires.date());
    }

    private static String model(YamlField field) {
        String pattern = field.text();
        int star = pattern.indexOf('*');
        if (star >= 0 && star < pattern.length() - 1) {
            throw field.error("must have an asterisk only at its end, but is " + shown(pattern));
        }
        return pattern;
    }

    private static Set<KeyDigest> keys(
            YamlField entry, String name, Map<String, YamlField> fields, Map<KeyDigest, String> holders) {
        Set<KeyDigest> keys = new LinkedHashSet<>();
        collect(fields.get("key"), KeyDigest::of, name, keys, holders);
        collect(fields.get("keySha256"), KeyDigest::ofHex, name, keys, holders);
        if (keys.isEmpty()) {
            throw entry.error("has neither key nor keySha256");
        }
        return keys;
    }

    private static void collect(
            YamlField field,
            Function<String, KeyDigest> digest,
            String name,
            Set<KeyDigest> keys,
            Map<KeyDigest, String> holders) {
        if (field == null) {
            return;
        }
        for (YamlField one : field.oneOrMore()) {
            KeyDigest key;
            try {
                key = digest.apply(one.text());
            } catch (YamlException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                throw one.wrong("64 hexadecimal digits, the SHA-256 digest of a key");
            }
            String other = holders.put(key, name);
            if (other != null) {
                throw one.error("is a key of " + shown(other) + " already");
            }
            keys.add(key);
        }
    }

    private static UsageLimits limits(Map<String, YamlField> fields) {
        return new UsageLimits(
                limit(fields.get("requestsPerMinute"), 0),
                limit(fields.get("tokensPerMinute"), 0),
                limit(fields.get("tokensPerDay"), 0),
                limit(fields.get("tokensPerMonth"), 0),
                limit(fields.get("maxConcurrentRequests"), 0),
                limit(fields.get("maxTokens"), 1));
    }

    private static long limit(YamlField field, long least) {
        return field == null ? UsageLimits.NONE : field.wholeNumber(least);
    }

    private static String shown(String text) {
        return PrintableText.name(text);
    }
}
