package io.github.camelglm4.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/spring-boot.md shows this application and the versions that it is built with. */
class DocumentedTest {

    private static final Path SOURCES = Path.of("src/main/java/io/github/camelglm4/examples/springboot");

    @Test
    void routeAndClassOnThePageAreThoseOfTheExample() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/camel/ask.yaml")))
                .isEqualTo(blocks("yaml").get(0));
        List<String> classes = blocks("java");
        assertThat(Files.readString(SOURCES.resolve("Assistant.java"))
                        .replace("package io.github.camelglm4.examples.springboot;", "package com.example;"))
                .isEqualTo(classes.get(classes.size() - 1));
    }

    @Test
    void propertiesOnThePageAreThoseOfTheExample() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/application.properties")))
                .startsWith(blocks("properties").get(0));
    }

    @Test
    void versionsOnThePageAreThoseOfTheBuild() throws IOException {
        String build = Files.readString(Path.of("../../pom.xml"));
        String shown = blocks("xml").get(0);

        assertThat(build)
                .contains("<camel.version>" + version(shown, "camel-spring-boot-bom") + "</camel.version>")
                .contains("<camel.version>" + version(shown, "camel-bom") + "</camel.version>")
                .contains(
                        "<spring-boot.version>" + version(shown, "spring-boot-dependencies") + "</spring-boot.version>")
                .contains(
                        "<spring-boot.version>" + version(shown, "spring-boot-maven-plugin") + "</spring-boot.version>")
                .contains("<revision>" + version(shown, "camel-glm4") + "</revision>");
    }

    private static String version(String pom, String artifact) {
        String rest = pom.substring(pom.indexOf("<artifactId>" + artifact + "</artifactId>"));
        return rest.substring(rest.indexOf("<version>") + "<version>".length(), rest.indexOf("</version>"));
    }

    private static List<String> blocks(String language) throws IOException {
        String page = Files.readString(Path.of("../../docs/spring-boot.md"));
        return Pattern.compile("^```" + language + "\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
                .matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }
}
