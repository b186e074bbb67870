package io.github.camelglm4.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.options.LayeredOptions;
import io.github.camelglm4.service.GroupConfigurer.Option;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of a further scheme: endpoint, else its own component, else the component {@code glm4}, else the default. */
class OptionPrecedenceTest {

    private static final String OF_GLM4 = "camel.component.glm4.";
    private static final String OWN = "camel.component.glm4-sample.";

    private static int maxRetries(CamelContext context, String options) {
        return context.getEndpoint("glm4-sample:m" + options, SampleEndpoint.class)
                .getRetry()
                .getMaxRetries();
    }

    static Stream<List<String>> properties() {
        return Stream.of(
                List.of(OF_GLM4 + "max-retries=5", OWN + "max-retries=2", OF_GLM4 + "base-url=http://shared/v1"),
                List.of(OWN + "max-retries=2", OF_GLM4 + "base-url=http://shared/v1", OF_GLM4 + "max-retries=5"));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void propertiesHaveItInAnyOrder(List<String> properties, @TempDir Path folder) throws Exception {
        Main main = new Main();
        main.bind("glm4-sample", new SampleComponent());
        main.setPropertyPlaceholderLocations(
                "file:" + Files.write(folder.resolve("application.properties"), properties));
        main.start();
        try {
            assertThat(maxRetries(main.getCamelContext(), ""))
                    .as("set to the default, which is a value too")
                    .isEqualTo(2);
            assertThat(maxRetries(main.getCamelContext(), "?maxRetries=7")).isEqualTo(7);
            assertThat(main.getCamelContext()
                            .getEndpoint("glm4-sample:m", SampleEndpoint.class)
                            .getServiceUrl())
                    .isEqualTo("http://shared/v1");
        } finally {
            main.stop();
        }
    }

    /** With generated code, as all schemes have it. */
    @ParameterizedTest
    @ValueSource(strings = {"max-retries=2|max-retries=5", "max-retries=2|base-url=http://shared/v1"})
    void propertiesOfBatchesHaveIt(String values, @TempDir Path folder) throws Exception {
        String[] parts = values.split("\\|");
        Main main = new Main();
        main.setPropertyPlaceholderLocations("file:"
                + Files.write(
                        folder.resolve("application.properties"),
                        List.of(
                                "camel.component.glm4-batch." + parts[0],
                                OF_GLM4 + parts[1],
                                OF_GLM4 + "retry-delay=1s")));
        main.start();
        try {
            ServiceEndpoint batches = (ServiceEndpoint) main.getCamelContext().getEndpoint("glm4-batch:job");
            ServiceEndpoint own = (ServiceEndpoint) main.getCamelContext().getEndpoint("glm4-batch:job?maxRetries=7");

            assertThat(batches.getRetry().getMaxRetries()).isEqualTo(2);
            assertThat(batches.getRetry().getRetryDelay()).isEqualTo(1_000);
            assertThat(own.getRetry().getMaxRetries()).isEqualTo(7);
        } finally {
            main.stop();
        }
    }

    /** The options of an operation are those of its component, too. */
    @Test
    void propertiesOfOperationsHaveIt(@TempDir Path folder) throws Exception {
        List<String> properties = Stream.of("embedding", "rerank", "moderation")
                .map(scheme -> "camel.component.glm4-" + scheme + ".max-retries=2")
                .collect(Collectors.toCollection(ArrayList::new));
        properties.addAll(List.of(
                "camel.component.glm4-embedding.dimensions=256",
                "camel.component.glm4-rerank.top-n=3",
                "camel.component.glm4-rerank.min-score=0.5",
                "camel.component.glm4-moderation.reject-at=REVIEW",
                OF_GLM4 + "max-retries=5",
                OF_GLM4 + "retry-delay=1s"));
        Main main = new Main();
        main.setPropertyPlaceholderLocations(
                "file:" + Files.write(folder.resolve("application.properties"), properties));
        main.start();
        try {
            CamelContext context = main.getCamelContext();
            assertThat(value(context, "glm4-embedding:m", "dimensions")).isEqualTo(256);
            assertThat(value(context, "glm4-embedding:m?dimensions=512", "dimensions"))
                    .isEqualTo(512);
            assertThat(value(context, "glm4-embedding:m", "maxInputs"))
                    .as("the default")
                    .isEqualTo(64);
            assertThat(value(context, "glm4-rerank:m", "topN")).isEqualTo(3);
            assertThat(value(context, "glm4-rerank:m?topN=0", "topN"))
                    .as("set to the default, which is a value too")
                    .isEqualTo(0);
            assertThat(value(context, "glm4-rerank:m", "minScore")).isEqualTo(0.5);
            assertThat(value(context, "glm4-rerank:m", "textField"))
                    .as("the default")
                    .isEqualTo("text");
            assertThat(value(context, "glm4-moderation:m", "rejectAt")).isEqualTo("REVIEW");
            assertThat(value(context, "glm4-moderation:m?rejectAt=none", "rejectAt"))
                    .isEqualTo("none");
            for (String scheme : List.of("glm4-embedding", "glm4-rerank", "glm4-moderation")) {
                assertThat(value(context, scheme + ":m", "maxRetries"))
                        .as(scheme)
                        .isEqualTo(2);
                assertThat(value(context, scheme + ":m?maxRetries=7", "maxRetries"))
                        .as(scheme)
                        .isEqualTo(7);
                assertThat(value(context, scheme + ":m", "retryDelay"))
                        .as(scheme)
                        .isEqualTo(1_000L);
                assertThat(value(context, scheme + ":m", "connectTimeout"))
                        .as("the default of all schemes")
                        .isEqualTo(10_000L);
            }
        } finally {
            main.stop();
        }
    }

    /** Returns the value that an endpoint uses. */
    private static Object value(CamelContext context, String uri, String option) {
        Endpoint endpoint = context.getEndpoint(uri);
        PropertyConfigurer options = endpoint.getComponent().getEndpointPropertyConfigurer();
        return ((PropertyConfigurerGetter) options).getOptionValue(endpoint, option, false);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void settersHaveItInAnyOrder(boolean ownFirst) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            SampleComponent own = new SampleComponent();
            context.addComponent("glm4-sample", own);
            if (ownFirst) {
                own.getRetry().setMaxRetries(2);
            }
            context.getComponent("glm4", Glm4Component.class).getRetry().setMaxRetries(5);
            if (!ownFirst) {
                assertThat(maxRetries(context, "?maxRetryDelay=1")).isEqualTo(5);
                own.getRetry().setMaxRetries(2);
            }
            assertThat(maxRetries(context, "")).isEqualTo(2);
            assertThat(maxRetries(context, "?maxRetries=7")).isEqualTo(7);
            assertThat(context.getComponent("glm4", Glm4Component.class)
                            .getRetry()
                            .getMaxRetries())
                    .isEqualTo(5);
        }
    }

    @Test
    void withoutAnythingDefaultsApply() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addComponent("glm4-sample", new SampleComponent());

            assertThat(maxRetries(context, "")).isEqualTo(2);
        }
    }

    static Stream<Option> everyOption() {
        return new GroupConfigurer(SampleComponent.class).options();
    }

    @ParameterizedTest
    @MethodSource("everyOption")
    void everyOptionTakesPart(Option option) throws Exception {
        Object value = anotherValue(option);
        GroupConfigurer of = new GroupConfigurer(SampleComponent.class);
        GroupConfigurer ofEndpoint = new GroupConfigurer(SampleEndpoint.class);
        String name = option.field().getName();
        try (CamelContext context = new DefaultCamelContext()) {
            SampleComponent own = new SampleComponent();
            context.addComponent("glm4-sample", own);
            Glm4Component glm4 = context.getComponent("glm4", Glm4Component.class);
            Object first = of.getOptionValue(glm4, name, false);

            option.setter().invoke(option.of(glm4), value);
            assertThat(ofEndpoint.getOptionValue(context.getEndpoint("glm4-sample:a"), name, false))
                    .isEqualTo(value);
            option.setter().invoke(option.of(own), first);
            assertThat(ofEndpoint.getOptionValue(context.getEndpoint("glm4-sample:b"), name, false))
                    .isEqualTo(first);
            assertThat(option.of(own).isWritten(name)).isTrue();
            assertThat(((LayeredOptions<?>) option.of(own)).copy().isWritten(name))
                    .isFalse();
        }
    }

    private static Object anotherValue(Option option) {
        return Map.<Class<?>, Object>of(
                        int.class,
                        9,
                        long.class,
                        9L,
                        boolean.class,
                        true,
                        String.class,
                        "other",
                        Object.class,
                        "X-Other=1",
                        SSLContextParameters.class,
                        new SSLContextParameters())
                .get(option.field().getType());
    }
}
