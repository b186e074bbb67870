package io.github.camelglm4.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The endpoint URIs in the documentation, the examples and the Kamelets, unchanged. */
final class EndpointUris {

    private static final String LITERAL = "\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern CALL =
            Pattern.compile("\\b(from|to|toD|wireTap)\\(\\s*(" + LITERAL + "(?:\\s*\\+\\s*" + LITERAL + ")*)\\s*\\)");

    /**
     * A URI.
     *
     * @param place its location
     * @param consumer whether a route begins with it
     */
    record EndpointUri(String place, String uri, boolean consumer) {

        @Override
        public String toString() {
            return uri + " in " + place;
        }
    }

    private final List<EndpointUri> uris = new ArrayList<>();

    static List<EndpointUri> ofDocumentation() throws Exception {
        EndpointUris all = new EndpointUris();
        for (MarkdownPage page : MarkdownPage.all()) {
            for (MarkdownPage.CodeBlock block : page.blocks()) {
                all.add(block.toString(), block.language(), block.code());
            }
        }
        return all.uris;
    }

    static List<EndpointUri> ofExamplesAndKamelets() throws Exception {
        EndpointUris all = new EndpointUris();
        List<Path> files = new ArrayList<>(sources(Path.of("../camel-glm4-examples")));
        files.addAll(sources(Path.of("src/main/resources/kamelets")));
        for (Path file : files) {
            String name = file.getFileName().toString();
            all.add(name, name.substring(name.lastIndexOf('.') + 1), Files.readString(file));
        }
        return all.uris;
    }

    private static List<Path> sources(Path examples) throws IOException {
        try (Stream<Path> files = Files.walk(examples)) {
            return files.filter(file -> file.toString().contains("src/main"))
                    .filter(file -> file.toString().matches(".*/(camel|kamelets)/.*\\.(yaml|xml)|.*\\.java"))
                    .toList();
        }
    }

    private void add(String place, String language, String code) throws Exception {
        switch (language) {
            case "yaml" -> addYaml(place, new Load(LoadSettings.builder().build()).loadFromString(code), "");
            case "xml" -> addXml(place, code);
            case "java" -> addJava(place, code);
            default -> {}
        }
    }

    private void addYaml(String place, Object node, String parent) {
        if (node instanceof List<?> list) {
            list.forEach(element -> addYaml(place, element, parent));
        } else if (node instanceof Map<?, ?> map) {
            if (map.get("uri") instanceof String uri) {
                add(place, uri + query((Map<?, ?>) map.get("parameters")), parent.equals("from"));
            }
            map.forEach((key, value) -> {
                if (value instanceof String uri && List.of("from", "to", "toD").contains(key)) {
                    add(place, uri, key.equals("from"));
                } else {
                    addYaml(place, value, String.valueOf(key));
                }
            });
        }
    }

    private static String query(Map<?, ?> parameters) {
        return parameters == null
                ? ""
                : parameters.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                        .collect(Collectors.joining("&", "?", ""));
    }

    private void addXml(String place, String code) throws Exception {
        NodeList elements = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(code)))
                .getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            if (element.hasAttribute("uri")) {
                add(place, element.getAttribute("uri"), element.getTagName().equals("from"));
            }
        }
    }

    private void addJava(String place, String code) {
        CALL.matcher(code)
                .results()
                .forEach(call -> add(
                        place,
                        Pattern.compile(LITERAL)
                                .matcher(call.group(2))
                                .results()
                                .map((MatchResult literal) -> literal.group(1))
                                .collect(Collectors.joining()),
                        call.group(1).equals("from")));
    }

    private void add(String place, String uri, boolean consumer) {
        uris.add(new EndpointUri(place, uri, consumer));
    }
}
