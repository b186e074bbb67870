package io.github.camelglm4.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.springboot.Glm4AutoConfiguration;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.KeyDigest;
import io.github.camelglm4.usage.UsageLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.ComponentCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Callers in the properties of Spring Boot, and a property that is empty, for example because a variable is missing.
 */
@Timeout(60)
class CallersOfApplicationsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() throws Exception {
        context.close();
    }

    private void start(String callers) throws Exception {
        try (AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext()) {
            spring.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of("camel.component.glm4.server-callers", callers)));
            spring.register(Glm4AutoConfiguration.class);
            spring.refresh();
            Glm4Component component = context.getComponent("glm4", Glm4Component.class);
            spring.getBean("glm4ComponentOptions", ComponentCustomizer.class).configure("glm4", component);
            context.addRoutes(route());
            context.start();
        }
    }

    private static RouteBuilder route() {
        int port = FreePort.next();
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m?serverPort=" + port).setBody(constant("yes"));
            }
        };
    }

    private List<String> callers() {
        return context.getComponent("glm4", Glm4Component.class).callers().stream()
                .map(Caller::name)
                .toList();
    }

    @Test
    void aFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("callers.yaml");
        Files.writeString(file, "- {name: a, key: sk-a}\n");
        start("file:" + file);

        assertThat(callers()).containsExactly("a");
    }

    @Test
    void aCollection() throws Exception {
        context.getRegistry().bind("people", (Object) List.of(caller("b")));
        start("#bean:people");

        assertThat(callers()).containsExactly("b");
    }

    @Test
    void aSupplier() throws Exception {
        Supplier<Collection<Caller>> bean = () -> List.of(caller("c"));
        context.getRegistry().bind("people", (Object) bean);
        start("#bean:people");

        assertThat(callers()).containsExactly("c");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "${GATEWAY_CALLERS:}"})
    void anEmptyOneStopsTheStart(String callers) {
        assertThatThrownBy(() -> start(callers)).hasStackTraceContaining("serverCallers must be a resource");
    }

    /** Camel Main itself refuses a property that is written as empty. */
    @Test
    void anEmptyPlaceholderStopsTheStartOfCamelMain() {
        Main main = new Main();
        main.addInitialProperty("gateway.callers", "");
        main.addInitialProperty("camel.component.glm4.server-callers", "{{gateway.callers}}");
        main.configure().addRoutesBuilder(route());
        try {
            assertThatThrownBy(main::start).hasStackTraceContaining("serverCallers must be a resource");
        } finally {
            main.stop();
        }
    }

    private static Caller caller(String name) {
        return new Caller(name, Set.of(KeyDigest.of(name)), null, UsageLimits.UNLIMITED, null);
    }
}
