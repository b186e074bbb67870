package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dependencies of the component have fixed versions, and licenses that docs/security.md lists. */
class SupplyChainTest {

    private static final Path ROOT = Path.of("..");
    private static final Path BILL = Path.of("target/bom.json");
    private static final Pattern VERSION = Pattern.compile("<version>([^<]*)</version>");
    private static final Pattern PROPERTY = Pattern.compile("<([\\w.-]+\\.version)>([^<]*)</");
    private static final Pattern FIXED = Pattern.compile("[0-9][0-9A-Za-z.-]*");
    private static final Pattern REVISION = Pattern.compile("<revision>([^<]+)</revision>");

    /** The version of this project in a page: after its artifact, in XML, in coordinates or in the name of a file. */
    private static final Pattern NAMED_VERSION =
            Pattern.compile("camel-glm4(?:</artifactId>\\s*<version>|:|-)([0-9]+\\.[0-9]+\\.[0-9]+(?:-SNAPSHOT)?)");

    private static final Pattern LICENSE = Pattern.compile("^\\| `([\\w.]+)` \\| (.+?) \\|", Pattern.MULTILINE);

    private static JsonNode components() throws IOException {
        // created by Maven before the tests; it may be missing in a run without Maven
        assumeTrue(Files.exists(BILL) || System.getProperty("surefire.test.class.path") != null, "run by Maven");
        return new ObjectMapper().readTree(BILL.toFile()).get("components");
    }

    @Test
    void everythingHasAFixedVersion() throws IOException {
        assertThat(components())
                .isNotEmpty()
                .allSatisfy(component -> assertThat(component.get("version").asText())
                        .matches(FIXED)
                        .doesNotContain("SNAPSHOT"));
    }

    @Test
    void theLicensesAreThoseThatArePublished() throws IOException {
        Map<String, TreeSet<String>> licenses = new TreeMap<>();
        for (JsonNode component : components()) {
            TreeSet<String> ofGroup =
                    licenses.computeIfAbsent(component.get("group").asText(), group -> new TreeSet<>());
            assertThat(component.get("licenses")).as(component.toString()).isNotEmpty();
            for (JsonNode license : component.get("licenses")) {
                ofGroup.add(license.at("/license/id").asText());
            }
        }

        Map<String, String> published = new TreeMap<>();
        Matcher row = LICENSE.matcher(Files.readString(ROOT.resolve("docs/security.md")));
        while (row.find()) {
            published.put(row.group(1), row.group(2));
        }
        Map<String, String> found = new TreeMap<>();
        licenses.forEach((group, names) -> found.put(group, String.join(", ", names)));
        assertThat(published).as("the table of licenses in docs/security.md").isEqualTo(found);
    }

    @Test
    void theJarHasTheLicense() throws IOException {
        assertThat(Path.of("target/classes/META-INF/LICENSE")).hasSameBinaryContentAs(ROOT.resolve("LICENSE"));
        assertThat(Path.of("target/classes/META-INF/NOTICE")).content().contains("Apache License, Version 2.0");
    }

    /** A release changes them together, see docs/internals/releasing.md. */
    @Test
    void pagesNameTheVersionOfTheProject() throws IOException {
        Matcher revision = REVISION.matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(revision.find()).isTrue();
        List<String> named = new ArrayList<>();
        for (Path page : pages()) {
            NAMED_VERSION.matcher(Files.readString(page)).results().forEach(version -> named.add(version.group(1)));
        }
        assertThat(named).hasSizeGreaterThan(5).containsOnly(revision.group(1));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(files, Stream.of(ROOT.resolve("README.md")))
                    .filter(path -> path.toString().endsWith(".md"))
                    .toList();
        }
    }

    /** Versions are properties in the root pom; other poms use these, or Camel's bill of materials. */
    @Test
    void versionsStandInOnePlace() throws IOException {
        for (Path pom : poms()) {
            String text = Files.readString(pom).replaceAll("(?s)<!--.*?-->", "");
            boolean root = pom.equals(ROOT.resolve("pom.xml"));
            assertThat(VERSION.matcher(text).results().map(version -> version.group(1)))
                    .as(pom.toString())
                    .allMatch(version -> version.startsWith("${")
                            || version.startsWith("[") && root && text.contains("<requireJavaVersion>")
                            || root && FIXED.matcher(version).matches());
            PROPERTY.matcher(text)
                    .results()
                    .forEach(property -> assertThat(property.group(2))
                            .as(pom + ", " + property.group(1))
                            .matches(FIXED));
        }
    }

    private static List<Path> poms() throws IOException {
        List<Path> poms = new ArrayList<>(List.of(ROOT.resolve("pom.xml"), ROOT.resolve("camel-glm4/pom.xml")));
        try (Stream<Path> examples = Files.list(ROOT.resolve("camel-glm4-examples"))) {
            examples.map(example -> example.resolve("pom.xml"))
                    .filter(Files::exists)
                    .forEach(poms::add);
        }
        poms.add(ROOT.resolve("camel-glm4-examples/pom.xml"));
        return poms;
    }
}
