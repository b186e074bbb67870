package io.github.camelglm4.options;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Finds options of an endpoint that are set, but do not have the expected effect. Immutable. */
public final class EndpointMistakes {

    /** Syntax of shells, of Spring and of Camel's Simple language. */
    private static final Pattern FOREIGN_PLACEHOLDER = Pattern.compile("\\$\\{([^{}]{1,100})}|^\\$(\\w{1,100})$");

    /** Label in {@link Metadata} of an option that is for both directions, although its group is for one. */
    static final String BOTH_DIRECTIONS = "common";

    private final boolean producer;
    private final List<Option> options = new ArrayList<>();

    /**
     * Reads the options of an endpoint.
     *
     * @param endpoint its class, whose annotations contain the direction of an option
     * @param producer true for a producer, false for a consumer
     */
    public EndpointMistakes(Class<?> endpoint, boolean producer) {
        this.producer = producer;
        types(endpoint).forEach(type -> add(options, type, List.of()));
    }

    /**
     * Returns a sentence for each option that is only for the other direction.
     *
     * @param scheme of the endpoint; only called for a sentence, because it may be slow
     * @param written names of the options in the URI
     */
    public List<String> withoutEffect(Supplier<String> scheme, Collection<String> written) {
        return options.stream()
                .filter(option -> option.isFor(otherDirection()) && written.contains(option.name()))
                .map(option -> "the option " + option.name() + " has no effect in " + (producer ? "to" : "from") + "(\""
                        + scheme.get() + ":...\"): it is for " + (producer ? "from" : "to"))
                .toList();
    }

    /**
     * Returns a sentence for each value with a placeholder that Camel does not resolve.
     *
     * @param values by name of the option; the sentence quotes only the placeholder of a value
     */
    public static List<String> unresolved(Map<String, String> values) {
        List<String> sentences = new ArrayList<>();
        values.forEach((option, value) -> {
            Matcher placeholder = FOREIGN_PLACEHOLDER.matcher(value == null ? "" : value.strip());
            if (placeholder.find()) {
                String name = placeholder.group(1) == null ? placeholder.group(2) : placeholder.group(1);
                sentences.add(option + " contains " + placeholder.group()
                        + ", which is not resolved but used literally. Camel's"
                        + " placeholders are {{env:" + name + "}} for an environment variable and {{" + name
                        + "}} for a property");
            }
        });
        return sentences;
    }

    /** Returns the names of options that may contain a placeholder: those with a short text. */
    public List<String> withPlaceholders() {
        return options.stream()
                .filter(option -> option.isShortText() && !option.isFor(otherDirection()))
                .map(Option::name)
                .toList();
    }

    /** Returns the name of the path of the URI, such as model. */
    public static String path(Class<?> endpoint) {
        return types(endpoint)
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(UriPath.class))
                .findFirst()
                .map(Field::getName)
                .orElseThrow();
    }

    private String otherDirection() {
        return producer ? "consumer" : "producer";
    }

    /** The class and its superclasses up to DefaultEndpoint: those in between may have options too. */
    private static Stream<Class<?>> types(Class<?> endpoint) {
        return Stream.iterate(endpoint, type -> type != DefaultEndpoint.class && type != null, Class::getSuperclass);
    }

    /** @param inherited the labels of the group, which is for the direction that the endpoint gives it */
    private static void add(List<Option> options, Class<?> type, List<String> inherited) {
        for (Field field : type.getDeclaredFields()) {
            UriParam param = field.getAnnotation(UriParam.class);
            if (param == null) {
                continue;
            }
            List<String> labels = new ArrayList<>(List.of(param.label().split(",")));
            Metadata metadata = field.getAnnotation(Metadata.class);
            if (metadata == null || !metadata.label().equals(BOTH_DIRECTIONS)) {
                labels.addAll(inherited);
            }
            if (field.getType().isAnnotationPresent(UriParams.class)) {
                add(options, field.getType(), labels);
            } else {
                options.add(new Option(field, labels));
            }
        }
    }

    private record Option(Field field, List<String> labels) {

        String name() {
            return field.getName();
        }

        boolean isFor(String direction) {
            return labels.contains(direction);
        }

        boolean isShortText() {
            Metadata metadata = field.getAnnotation(Metadata.class);
            boolean text = field.getType() == String.class || field.getType() == Object.class;
            return text && (metadata == null || !metadata.largeInput());
        }
    }
}
