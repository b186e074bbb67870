package io.github.camelglm4.examples.gateway.models;

import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.yaml.YamlField;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads the models of the gateway from YAML: a list with one entry for each model. Messages contain no keys. */
public final class ModelsFile {

    private static final List<String> MODEL_FIELDS = List.of("name", "upstreams", "fallbacks", "coolDown");
    private static final List<String> UPSTREAM_FIELDS = List.of("model", "weight", "baseUrl", "apiKey");
    private static final List<String> FALLBACK_FIELDS = List.of("model", "baseUrl", "apiKey");

    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int MOST_WEIGHT = 1_000_000;
    private static final Duration DEFAULT_COOL_DOWN = Duration.ofSeconds(30);
    private static final Duration LONGEST_COOL_DOWN = Duration.ofDays(1);

    /** What is not allowed has a meaning in the URIs of endpoints. */
    private static final Pattern NAME = Pattern.compile("\\*|[^\\s\\p{Cntrl}*?#%&+{}]{1,200}");

    /** The name of a placeholder; what follows it is a default, which may be a key. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\??([\\w.-]+(?::[\\w.-]+)?)");

    private final UnaryOperator<String> placeholders;

    private ModelsFile(UnaryOperator<String> placeholders) {
        this.placeholders = placeholders;
    }

    /**
     * Reads all models.
     *
     * @param placeholders replaces the placeholders in a text; throws an IllegalArgumentException if one has no value
     * @throws io.github.camelglm4.yaml.YamlException if the text is not YAML, or a field is unknown or wrong, or a name
     *     is there twice
     */
    public static List<GatewayModel> read(String text, UnaryOperator<String> placeholders) {
        ModelsFile file = new ModelsFile(placeholders);
        YamlField root = YamlField.document(text, MOST_CHARACTERS);
        List<GatewayModel> models = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlField entry : root.elements("a list of models")) {
            GatewayModel model = file.model(entry, names);
            models.add(model);
        }
        if (models.isEmpty()) {
            throw root.error("has no models");
        }
        return models;
    }

    private GatewayModel model(YamlField entry, Set<String> names) {
        Map<String, YamlField> fields = entry.fields(MODEL_FIELDS, "a model");
        String name = name(required(entry, fields, "name"));
        if (!names.add(name.toLowerCase(Locale.ROOT))) {
            throw fields.get("name").error("is the name of another model too: " + PrintableText.name(name));
        }
        YamlField upstreams = required(entry, fields, "upstreams");
        YamlField fallbacks = fields.get("fallbacks");
        YamlField coolDown = fields.get("coolDown");
        GatewayModel model = new GatewayModel(
                name,
                upstreams(upstreams, UPSTREAM_FIELDS, "an upstream"),
                fallbacks == null ? List.of() : upstreams(fallbacks, FALLBACK_FIELDS, "a fallback"),
                coolDown == null ? DEFAULT_COOL_DOWN : duration(coolDown));
        requireDifferent(model, upstreams, fallbacks);
        return model;
    }

    private List<Upstream> upstreams(YamlField field, List<String> known, String kind) {
        List<Upstream> upstreams = field.elements("a list of upstreams").stream()
                .map(entry -> upstream(entry, entry.fields(known, kind)))
                .toList();
        if (upstreams.isEmpty()) {
            throw field.error("must have at least one entry");
        }
        return upstreams;
    }

    private Upstream upstream(YamlField entry, Map<String, YamlField> fields) {
        YamlField weight = fields.get("weight");
        YamlField baseUrl = fields.get("baseUrl");
        YamlField apiKey = fields.get("apiKey");
        return new Upstream(
                name(required(entry, fields, "model")),
                weight == null ? 1 : weight(weight),
                baseUrl == null ? null : baseUrl(baseUrl),
                apiKey == null ? null : apiKey(apiKey));
    }

    /** Two entries for the same model of the same service share its faults. */
    private static void requireDifferent(GatewayModel model, YamlField upstreams, YamlField fallbacks) {
        List<YamlField> entries = new ArrayList<>(upstreams.elements("a list"));
        if (fallbacks != null) {
            entries.addAll(fallbacks.elements("a list"));
        }
        List<Upstream> all = model.all();
        IntStream.range(0, all.size())
                .forEach(i -> all.subList(0, i).stream()
                        .filter(before -> isSame(before, all.get(i)))
                        .findFirst()
                        .ifPresent(same -> {
                            throw entries.get(i).error("is there twice: " + PrintableText.name(same.toString()));
                        }));
    }

    private static boolean isSame(Upstream one, Upstream other) {
        return new Upstream(one.model(), 1, one.baseUrl(), one.apiKey())
                .equals(new Upstream(other.model(), 1, other.baseUrl(), other.apiKey()));
    }

    private static YamlField required(YamlField entry, Map<String, YamlField> fields, String name) {
        if (!fields.containsKey(name)) {
            throw entry.error("has no " + name);
        }
        return fields.get(name);
    }

    private String name(YamlField field) {
        String name = text(field);
        if (!NAME.matcher(name).matches()) {
            throw field.error("must be the name of a model, of up to 200 characters without white space and * ? # % & +"
                    + " { }, or an asterisk alone, but is " + PrintableText.name(name));
        }
        return name;
    }

    private static int weight(YamlField field) {
        long weight = field.wholeNumber(1);
        if (weight > MOST_WEIGHT) {
            throw field.wrong("at most " + MOST_WEIGHT);
        }
        return (int) weight;
    }

    private String baseUrl(YamlField field) {
        String url = text(field);
        try {
            ServiceUrl.parse(url);
        } catch (IllegalArgumentException e) {
            throw field.error("is wrong: " + e.getMessage());
        }
        return url;
    }

    private String apiKey(YamlField field) {
        String key = text(field);
        try {
            return ApiKeys.clean(key, "the key");
        } catch (IllegalArgumentException e) {
            throw field.error("is wrong: " + e.getMessage());
        }
    }

    private Duration duration(YamlField field) {
        String text = text(field);
        try {
            Duration duration = Duration.parse("PT" + text);
            if (!duration.isNegative() && duration.compareTo(LONGEST_COOL_DOWN) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // the same message
        }
        throw field.error(
                "must be a duration such as 30s or 1m30s, from 0s to 24h, but is " + PrintableText.name(text));
    }

    private String text(YamlField field) {
        String text;
        try {
            text = field.text();
        } catch (IllegalArgumentException e) {
            throw field.wrong("a text; a placeholder needs quotes: \"{{env:NAME}}\"");
        }
        String resolved;
        try {
            resolved = placeholders.apply(text).strip();
        } catch (IllegalArgumentException e) {
            Matcher name = PLACEHOLDER.matcher(text);
            throw field.error("refers to " + (name.find() ? name.group(1) : "a placeholder") + ", which has no value");
        }
        if (resolved.isEmpty()) {
            throw field.error("is blank after its placeholders are replaced");
        }
        return resolved;
    }
}
