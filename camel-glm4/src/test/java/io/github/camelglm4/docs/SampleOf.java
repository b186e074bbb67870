package io.github.camelglm4.docs;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * A test of one sample of the documentation. It runs once for each {@link Sample.Version}: YAML, XML and Java. Test
 * classes with such tests are in this package.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(SampleOf.Versions.class)
@interface SampleOf {

    /** The id of the sample: {@code page.md#anchor} as in a link to its section, with {@code /2} for the second one. */
    String value();

    class Versions implements ArgumentsProvider, AnnotationConsumer<SampleOf> {

        private String id;

        @Override
        public void accept(SampleOf annotation) {
            id = annotation.value();
        }

        @Override
        public Stream<? extends Arguments> provideArguments(ExtensionContext context) {
            return Sample.all().stream()
                    .filter(sample -> sample.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("No sample " + id))
                    .versions()
                    .stream()
                    .map(Arguments::of);
        }

        /** The ids of the samples that have their own test. */
        static Set<String> all() {
            String here = SampleOf.class.getPackageName();
            return ReflectionSupport.findAllClassesInPackage(here, type -> true, name -> true).stream()
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .filter(method -> method.isAnnotationPresent(SampleOf.class))
                    .map(Versions::id)
                    .collect(Collectors.toSet());
        }

        private static String id(Method method) {
            return method.getAnnotation(SampleOf.class).value();
        }
    }
}
