package io.github.camelglm4.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param path its path from the root of the repository
 * @param text its text
 */
record MarkdownPage(Path path, String text) {

    private static final Path ROOT = Path.of("..");
    private static final Pattern BLOCK =
            Pattern.compile("^(`{3,})(\\w*)\\n(.*?)^\\1$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern FENCE = Pattern.compile("^\\s*```.*$", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern REFERENCE = Pattern.compile("^\\[[^\\]]+]: (\\S+)", Pattern.MULTILINE);
    private static final Pattern IMAGE = Pattern.compile("(?:src|srcset)=\"([^\"]+)\"");

    /**
     * A block of code.
     *
     * @param section page and anchor of the heading above it, as in a link: {@code page.md#anchor}
     * @param line its first line
     * @param language the language of its fence; empty if there is none
     * @param lead the text between it and the previous block or heading
     */
    record CodeBlock(String section, int line, String language, String code, String lead) {

        /** Whether this is a Java class, an XML or a YAML file with routes. */
        boolean hasRoutes() {
            return switch (language) {
                case "yaml" -> code.startsWith("- ");
                case "xml" -> code.matches("(?s)<(routes?|camel|beans)[ >].*");
                case "java" -> code.contains("extends RouteBuilder");
                default -> false;
            };
        }

        @Override
        public String toString() {
            return section + ", line " + line + " (" + language + ")";
        }
    }

    /** The README, all pages under docs, and those for contributors in .github. */
    static List<MarkdownPage> all() {
        List<MarkdownPage> pages = new ArrayList<>();
        pages.add(read(ROOT.resolve("README.md")));
        pages.addAll(allIn(ROOT.resolve("docs")));
        pages.addAll(allIn(ROOT.resolve(".github")));
        return pages;
    }

    private static List<MarkdownPage> allIn(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .map(MarkdownPage::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns all blocks of code in order. */
    List<CodeBlock> blocks() {
        List<CodeBlock> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        String name = path.endsWith("docs/README.md")
                ? "docs/README.md"
                : path.getFileName().toString();
        String section = name;
        int end = 0;
        while (matcher.find()) {
            String lead = text.substring(end, matcher.start());
            Matcher heading = HEADING.matcher(lead);
            while (heading.find()) {
                section = name + "#" + anchor(heading.group(1));
            }
            int line = (int) text.substring(0, matcher.start()).lines().count() + 1;
            blocks.add(new CodeBlock(section, line, matcher.group(2), matcher.group(3), lead));
            end = matcher.end();
        }
        return blocks;
    }

    /** The number of fences that {@link #blocks} ignores: indented or not closed. */
    long strayFences() {
        return FENCE.matcher(BLOCK.matcher(text).replaceAll("")).results().count();
    }

    /** Returns the anchor that GitHub creates. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** Returns the anchors of its headings, with {@code -1} and so on for repeated ones. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new LinkedHashSet<>();
        Matcher heading = HEADING.matcher(BLOCK.matcher(text).replaceAll(""));
        while (heading.find()) {
            String anchor = anchor(heading.group(1));
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        return anchors;
    }

    /** Returns the targets of links and images, unchanged, without URLs of other sites. */
    List<String> links() {
        String prose = BLOCK.matcher(text).replaceAll("");
        return Stream.of(LINK, REFERENCE, IMAGE)
                .flatMap(pattern -> pattern.matcher(prose).results())
                .map(link -> link.group(1))
                .filter(link -> !link.contains("://"))
                .toList();
    }

    static MarkdownPage at(Path path) {
        return read(path);
    }

    private static MarkdownPage read(Path path) {
        try {
            return new MarkdownPage(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
