package io.github.camelglm4.usage;

import io.github.camelglm4.text.PrintableText;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in a YAML document, with its place for messages.
 *
 * @param place such as {@code [2].tokensPerDay}
 */
record YamlField(String place, Node node) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,30}");

    /** The elements of a list. */
    List<YamlField> elements(String allowed) {
        if (!(node instanceof SequenceNode list)) {
            throw wrong(allowed);
        }
        List<YamlField> elements = new ArrayList<>();
        for (Node element : list.getValue()) {
            elements.add(new YamlField(place + "[" + elements.size() + "]", element));
        }
        return elements;
    }

    /** The elements of a list, or the value itself as the only one. */
    List<YamlField> oneOrMore() {
        return node instanceof SequenceNode ? elements("a list") : List.of(this);
    }

    /**
     * The fields of a map, by their names. A name that is not known is in messages only if it is a word: it may be a
     * key at the wrong place.
     */
    Map<String, YamlField> fields(Collection<String> known) {
        if (!(node instanceof MappingNode map)) {
            throw wrong("a map of fields");
        }
        Map<String, YamlField> fields = new LinkedHashMap<>();
        for (NodeTuple field : map.getValue()) {
            String name = new YamlField(place, field.getKeyNode()).text();
            boolean shown = known.contains(name) || WORD.matcher(name).matches();
            YamlField value = new YamlField(place + (shown ? "." + name : " has a field that"), field.getValueNode());
            if (fields.put(name, value) != null) {
                throw value.error("is there twice");
            }
        }
        return fields;
    }

    String text() {
        if (!(node instanceof ScalarNode scalar)
                || scalar.getTag().equals(Tag.NULL)
                || scalar.getValue().isBlank()) {
            throw wrong("a text");
        }
        return scalar.getValue().strip();
    }

    long wholeNumber(long least) {
        if (node instanceof ScalarNode scalar && scalar.getValue().matches("-?\\d{1,18}")) {
            long number = Long.parseLong(scalar.getValue());
            if (number >= least) {
                return number;
            }
        }
        throw error("must be a whole number from " + least + ", but is " + shown());
    }

    LocalDate date() {
        try {
            return LocalDate.parse(text());
        } catch (DateTimeParseException e) {
            throw error("must be a date such as 2027-01-31, but is " + shown());
        }
    }

    CallersFileException wrong(String allowed) {
        return error("must be " + allowed);
    }

    CallersFileException error(String what) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        return new CallersFileException(line, (place.isEmpty() ? "the document" : place) + " " + what);
    }

    /** Not for keys, which must not be in messages. */
    private String shown() {
        return node instanceof ScalarNode scalar ? PrintableText.name(scalar.getValue()) : "a list or a map";
    }
}
