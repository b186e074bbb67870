package io.github.camelglm4.docs;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** The tests that a page names in the form {@code `Class#method`}. */
final class NamedTests {

    private static final Path SOURCES = Path.of("src/test/java");
    private static final Pattern NAME = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final List<Class<? extends Annotation>> KINDS =
            List.of(Test.class, ParameterizedTest.class, TestFactory.class, Property.class, FuzzTest.class);

    private final Map<String, List<Path>> classes;

    NamedTests() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            classes = files.filter(file -> file.toString().endsWith(".java"))
                    .collect(Collectors.groupingBy(
                            file -> file.getFileName().toString().replace(".java", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> in(String text) {
        return NAME.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(name -> name.substring(1, name.length() - 1))
                .toList();
    }

    /** Whether such a test exists for JUnit. */
    boolean exists(String name) {
        String[] parts = name.split("#");
        return classes.getOrDefault(parts[0], List.of()).stream()
                .map(NamedTests::load)
                .anyMatch(type -> isTest(type, parts[1]));
    }

    private static boolean isTest(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            if (Arrays.stream(at.getDeclaredMethods())
                            .anyMatch(declared -> declared.getName().equals(name) && isTest(declared))
                    || Arrays.stream(at.getDeclaredFields())
                            .anyMatch(field ->
                                    field.getName().equals(name) && field.isAnnotationPresent(ArchTest.class))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTest(Method method) {
        return KINDS.stream().anyMatch(method::isAnnotationPresent);
    }

    private static Class<?> load(Path file) {
        String name = SOURCES.relativize(file).toString();
        try {
            return Class.forName(
                    name.substring(0, name.length() - ".java".length())
                            .replace(file.getFileSystem().getSeparator(), "."),
                    false,
                    NamedTests.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
