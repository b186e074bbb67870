package io.github.camelglm4.docs;

import io.github.camelglm4.docs.MarkdownPage.CodeBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * A sample of the documentation: routes in YAML, and below them the same in XML and Java, folded; or a single block of
 * another kind.
 *
 * @param id page and anchor of the section, {@code page.md#anchor}, with {@code /2} and so on for further samples of a
 *     section
 */
record Sample(String id, List<CodeBlock> blocks) {

    private static final List<String> LANGUAGES = List.of("yaml", "xml", "java");
    private static final Map<String, String> LEADS = Map.of(
            "xml", "\n\n<details><summary>XML</summary>\n\n",
            "java", "\n\n</details>\n<details><summary>Java</summary>\n\n");
    private static final Pattern PUBLIC_CLASS = Pattern.compile("public class (\\w+)");

    /** One of the three languages of a sample. */
    record Version(CodeBlock block) {

        /** Adds the routes to a running context. */
        void load(CamelContext context) throws Exception {
            load(context, block.code());
        }

        /**
         * Adds the routes of changed code, for example with a folder or port of the test instead of that of the page.
         */
        void load(CamelContext context, String code) throws Exception {
            Resource resource = ResourceHelper.fromString(fileName(), code);
            PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        }

        String code() {
            return block.code();
        }

        String fileName() {
            if (!block.language().equals("java")) {
                return "sample." + block.language();
            }
            Matcher name = PUBLIC_CLASS.matcher(block.code());
            if (!name.find()) {
                throw new IllegalStateException(block + " has no public class");
            }
            return name.group(1) + ".java";
        }

        @Override
        public String toString() {
            return block.toString();
        }
    }

    static List<Sample> all() {
        List<Sample> samples = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all()) {
            samples.addAll(of(page.blocks()));
        }
        return samples;
    }

    static List<Sample> of(List<CodeBlock> blocks) {
        List<Sample> samples = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        for (CodeBlock block : blocks) {
            Sample last = samples.isEmpty() ? null : samples.get(samples.size() - 1);
            if (last != null && last.goesOnWith(block)) {
                last.blocks().add(block);
            } else {
                int number = numbers.merge(block.section(), 1, Integer::sum);
                String id = number == 1 ? block.section() : block.section() + "/" + number;
                samples.add(new Sample(id, new ArrayList<>(List.of(block))));
            }
        }
        return samples;
    }

    private boolean goesOnWith(CodeBlock block) {
        return hasRoutes()
                && block.hasRoutes()
                && blocks.size() < LANGUAGES.size()
                && block.language().equals(LANGUAGES.get(blocks.size()))
                && block.lead().equals(LEADS.get(block.language()));
    }

    boolean hasRoutes() {
        return blocks.get(0).hasRoutes();
    }

    List<String> languages() {
        return blocks.stream().map(CodeBlock::language).toList();
    }

    boolean isInAllLanguages() {
        return languages().equals(LANGUAGES);
    }

    List<Version> versions() {
        return blocks.stream().map(Version::new).toList();
    }

    @Override
    public String toString() {
        return id;
    }
}
