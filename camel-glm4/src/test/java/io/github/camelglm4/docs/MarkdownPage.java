package io.github.camelglm4.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    /** A block of code, with the language that it is marked with and its place on the page. */
    record CodeBlock(String page, int number, String language, String code) {

        @Override
        public String toString() {
            return page + " #" + number + " (" + language + ")";
        }
    }

    /** The README and all pages under docs. */
    static List<MarkdownPage> all() {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            List<MarkdownPage> pages = new ArrayList<>();
            pages.add(read(ROOT.resolve("README.md")));
            docs.filter(path -> path.toString().endsWith(".md")).sorted().forEach(path -> pages.add(read(path)));
            return pages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<CodeBlock> blocks(String language) {
        List<CodeBlock> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        int number = 0;
        while (matcher.find()) {
            number++;
            if (matcher.group(1).equals(language)) {
                blocks.add(new CodeBlock(path.getFileName().toString(), number, language, matcher.group(2)));
            }
        }
        return blocks;
    }

    /** Files inside the repository that the page links to, from its own folder. */
    List<Path> links() {
        List<Path> links = new ArrayList<>();
        Matcher matcher = LINK.matcher(text);
        while (matcher.find()) {
            links.add(path.resolveSibling(matcher.group(1)));
        }
        return links;
    }

    private static MarkdownPage read(Path path) {
        try {
            return new MarkdownPage(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
