package io.github.camelglm4.yaml;

import io.github.camelglm4.text.NearNames;
import io.github.camelglm4.text.PrintableText;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in a YAML document, with its place for messages. Messages quote numbers and dates that are wrong, but no
 * texts, which may be keys. The parser is snakeyaml-engine, because it knows the line of each value, and Camel's YAML
 * DSL uses it too.
 *
 * @param place such as {@code [2].tokensPerDay}
 */
public record YamlField(String place, Node node) {

    private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,30}");

    /**
     * The document in the text.
     *
     * @param mostCharacters maximum length; the parser needs several times as much memory
     * @throws YamlException if the text is longer, empty, or not YAML
     */
    public static YamlField document(String text, int mostCharacters) {
        if (text.codePointCount(0, text.length()) > mostCharacters) {
            throw new YamlException(1, "the text has more than " + mostCharacters + " characters");
        }
        try {
            // a list or a map as a name is an error with its line: {{x}} without quotes is one
            LoadSettings settings = LoadSettings.builder()
                    .setCodePointLimit(mostCharacters)
                    .setAllowNonScalarKeys(true)
                    .build();
            return new Compose(settings)
                    .composeString(text)
                    .map(node -> new YamlField("", node))
                    .orElseThrow(() -> new YamlException(1, "the document is empty"));
        } catch (MarkedYamlEngineException e) {
            // not its message, which quotes the text around the place: keys may be there
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            throw new YamlException(line, "the text is not YAML");
        } catch (YamlEngineException e) {
            throw new YamlException(1, "the text is not YAML");
        } catch (StackOverflowError e) {
            throw new YamlException(1, "the text has too many lists or maps in each other");
        }
    }

    /** The elements of a list. */
    public List<YamlField> elements(String allowed) {
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
    public List<YamlField> oneOrMore() {
        return node instanceof SequenceNode ? elements("a list") : List.of(this);
    }

    /**
     * The fields of a map, by their names. A name that is not known is in the message only if it is a word: it may be a
     * key at the wrong place.
     *
     * @param owner what has the fields, such as {@code a caller}
     * @throws YamlException if this is not a map, or a field is not known or there twice
     */
    public Map<String, YamlField> fields(List<String> known, String owner) {
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
        fields.forEach((name, field) -> {
            if (!known.contains(name)) {
                throw field.error("is not a field of " + owner
                        + NearNames.nearest(name, known)
                                .map(near -> ". Did you mean " + near + "?")
                                .orElse("; the fields are " + String.join(", ", known)));
            }
        });
        return fields;
    }

    /** A text that is not blank, without white space around it. */
    public String text() {
        if (!(node instanceof ScalarNode scalar)
                || scalar.getTag().equals(Tag.NULL)
                || scalar.getValue().isBlank()) {
            throw wrong("a text");
        }
        return scalar.getValue().strip();
    }

    public long wholeNumber(long least) {
        if (node instanceof ScalarNode scalar && scalar.getValue().matches("-?\\d{1,18}")) {
            long number = Long.parseLong(scalar.getValue());
            if (number >= least) {
                return number;
            }
        }
        throw error("must be a whole number from " + least + ", but is " + shown());
    }

    public LocalDate date() {
        try {
            return LocalDate.parse(text());
        } catch (DateTimeParseException e) {
            throw error("must be a date such as 2027-01-31, but is " + shown());
        }
    }

    /** An exception that names what is allowed. */
    public YamlException wrong(String allowed) {
        return error("must be " + allowed);
    }

    /** An exception that names the line and the place. */
    public YamlException error(String what) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        return new YamlException(line, (place.isEmpty() ? "the document" : place) + " " + what);
    }

    /** Not for keys, which must not be in messages. */
    private String shown() {
        return node instanceof ScalarNode scalar ? PrintableText.name(scalar.getValue()) : "a list or a map";
    }
}
