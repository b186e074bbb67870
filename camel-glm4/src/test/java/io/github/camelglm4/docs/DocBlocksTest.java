package io.github.camelglm4.docs;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.docs.MarkdownPage.CodeBlock;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.ConfigurationPropertiesValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Every block of code in the documentation is checked: blocks without routes are compiled, parsed or compared. */
class DocBlocksTest {

    private static final Pattern CLASS = Pattern.compile("(?:class|record|enum|interface) (\\w+)");
    private static final String GROUP = "io.github.camel-glm4";

    private final CamelCatalog catalog = Catalogs.withOurComponents();

    @TempDir
    Path folder;

    static Stream<CodeBlock> blocksWithoutRoutes() {
        Set<String> tested = SampleOf.Versions.all();
        return Sample.all().stream()
                .filter(sample -> !sample.hasRoutes() && !tested.contains(sample.id()))
                .map(sample -> sample.blocks().get(0));
    }

    @ParameterizedTest
    @MethodSource("blocksWithoutRoutes")
    void isChecked(CodeBlock block) throws Exception {
        switch (block.language()) {
            case "java" -> compiles(block);
            case "xml" -> isOfMaven(block);
            case "properties" -> namesRealOptions(block);
            case "sh" -> isShell(block);
            case "json" -> assertThat(new ObjectMapper().readTree(block.code())).isNotNull();
            case "mermaid" -> namesRealPackages(block);
            case "text", "markdown" -> assertThat(block.code()).isNotBlank();
            default -> fail("Nothing checks %s: give it a test with @SampleOf, see .github/CONTRIBUTING.md", block);
        }
    }

    /** A class of com.acme exists among the tests, where routes find it; other classes are compiled. */
    private void compiles(CodeBlock block) throws Exception {
        Matcher name = CLASS.matcher(block.code());
        assertThat(name.find()).as("%s is a whole class", block).isTrue();
        if (block.code().startsWith("package com.acme;")) {
            Path source = Path.of("src/test/java/com/acme", name.group(1) + ".java");
            assertThat(bare(block.code())).as("%s", block).isEqualTo(bare(Files.readString(source)));
            return;
        }
        Path source = Files.writeString(folder.resolve(name.group(1) + ".java"), block.code());
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String classPath = System.getProperty("java.class.path");
        assertThat(compiler.run(null, null, null, "-proc:none", "-cp", classPath, source.toString()))
                .as("%s compiles", block)
                .isZero();
    }

    /** Returns code without its Javadoc, for comparison regardless of format. */
    private static String bare(String code) {
        return code.replaceAll("(?s)/\\*\\*.*?\\*/", "").replaceAll("\\s", "");
    }

    /** Dependencies: the right one of this project, and only existing ones of Camel. */
    private void isOfMaven(CodeBlock block) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(block.code())));
        assertThat(document.getDocumentElement().getTagName())
                .as("%s: neither Maven's nor routes", block)
                .isIn("project", "dependency", "dependencies");
        NodeList dependencies = document.getElementsByTagName("dependency");
        assertThat(dependencies.getLength()).isPositive();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            String artifact = text(dependency, "artifactId");
            switch (text(dependency, "groupId")) {
                case GROUP -> {
                    assertThat(artifact).isEqualTo("camel-glm4");
                    assertThat(text(dependency, "version")).isEqualTo(ownVersion());
                }
                case "org.apache.camel" -> assertThat(artifact).as("%s", block).matches(this::isOfCamel);
                case "org.slf4j" -> {} // the build does not set its version
                default ->
                    assertThat(text(dependency, "version"))
                            .as("version of %s in %s, as in the build", artifact, block)
                            .satisfiesAnyOf(
                                    version -> assertThat(version).isEmpty(),
                                    version -> assertThat(Files.readString(Path.of("../pom.xml")))
                                            .contains("version>" + version + "<"));
            }
        }
    }

    private boolean isOfCamel(String artifact) {
        return artifact.equals("camel-bom")
                || Stream.of(
                                catalog.findComponentNames().stream().map(catalog::componentModel),
                                catalog.findDataFormatNames().stream().map(catalog::dataFormatModel),
                                catalog.findLanguageNames().stream().map(catalog::languageModel),
                                catalog.findOtherNames().stream().map(catalog::otherModel))
                        .flatMap(models -> models)
                        .anyMatch(model -> model.getArtifactId().equals(artifact));
    }

    private static String text(Element parent, String tag) {
        NodeList children = parent.getElementsByTagName(tag);
        return children.getLength() == 0
                ? ""
                : children.item(0).getTextContent().trim();
    }

    private static String ownVersion() throws Exception {
        Matcher version =
                Pattern.compile("<revision>(.*?)</revision>").matcher(Files.readString(Path.of("../pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private void namesRealOptions(CodeBlock block) {
        for (String line : block.code().lines().toList()) {
            ConfigurationPropertiesValidationResult result = catalog.validateConfigurationProperty(line);
            assertThat(result.isSuccess())
                    .as("%s: %s", block, result.summaryErrorMessage(true))
                    .isTrue();
        }
    }

    /** A box in a diagram is labeled with a package and its purpose. */
    private static void namesRealPackages(CodeBlock block) {
        List<String> packages = Pattern.compile("(?<!\\()\\[\"(\\w+): ")
                .matcher(block.code())
                .results()
                .map(box -> box.group(1))
                .toList();
        assertThat(packages)
                .isNotEmpty()
                .allMatch(name -> Files.isDirectory(Path.of("src/main/java/io/github/camelglm4", name)));
    }

    private void isShell(CodeBlock block) throws Exception {
        Path script = Files.writeString(folder.resolve("script.sh"), block.code());
        Process bash =
                new ProcessBuilder("bash", "-n", script.toString()).inheritIO().start();
        assertThat(bash.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).as("%s is a shell script", block).isZero();
    }

    @Test
    void noBlockIsOverlooked() {
        for (MarkdownPage page : MarkdownPage.all()) {
            assertThat(page.strayFences())
                    .as("fences on %s that are indented or not closed", page.path())
                    .isZero();
        }
    }

    @Test
    void everyTestHasASample() {
        List<String> samples = Sample.all().stream().map(Sample::id).toList();
        assertThat(samples).containsAll(SampleOf.Versions.all());
    }
}
