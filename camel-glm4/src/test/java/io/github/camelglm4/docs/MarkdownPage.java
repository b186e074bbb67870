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
 * @param path where it is, from the root of the repository
 * @param text what it says
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
     * @param section page and anchor of the heading above it, as a link would name it: {@code page.md#anchor}
     * @param line where it begins
     * @param language what it is marked with, empty when it is not
     * @param lead what stands between it and the block or heading before
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

    /** All blocks of code in their order. */
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

    /** Fences that {@link #blocks} did not understand: indented ones, or such that do not end. */
    long strayFences() {
        return FENCE.matcher(BLOCK.matcher(text).replaceAll("")).results().count();
    }

    /** As GitHub makes it. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    /** The anchors of its headings, with {@code -1} and so on after those that are there again. */
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

    /** What the page links to and the images that it shows, as they are written; addresses of others are left out. */
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
