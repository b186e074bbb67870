package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.springboot.Glm4AutoConfiguration;
import io.github.camelglm4.testing.FreePort;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * If the keys are set but blank, for example because a secret was not found, the route does not start, instead of
 * serving without authentication.
 */
class BlankServerKeysTest {

    private final int port = FreePort.next();
    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , "})
    void areRefusedInTheUri(String keys) throws Exception {
        context.addRoutes(route("&serverApiKeys=RAW(" + keys + ")"));

        assertRefused(context::start);
    }

    @Test
    void areRefusedInTheUriWithoutAValue() throws Exception {
        context.addRoutes(route("&serverApiKeys="));

        assertRefused(context::start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " , "})
    void areRefusedAsAPlaceholder(String keys) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("gateway.keys", keys);
        context.getPropertiesComponent().setInitialProperties(properties);
        context.addRoutes(route("&serverApiKeys={{gateway.keys}}"));

        assertRefused(context::start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " , "})
    void areRefusedAtTheComponent(String keys) throws Exception {
        context.getComponent("glm4", Glm4Component.class).getServer().setServerApiKeys(keys);
        context.addRoutes(route(""));

        assertRefused(context::start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" , \"", "\"{{gateway.keys}}\""})
    void areRefusedInYaml(String keys) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("gateway.keys", "");
        context.getPropertiesComponent().setInitialProperties(properties);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("route.camel.yaml", """
                        - route:
                            from:
                              uri: glm4:echo
                              parameters:
                                serverPort: %d
                                serverApiKeys: %s
                              steps:
                                - setBody:
                                    constant: answer
                        """.formatted(port, keys)));

        assertRefused(context::start);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{{gateway.keys}}"})
    void areRefusedInTheProperties(String keys) {
        Main main = new Main();
        main.addInitialProperty("gateway.keys", "");
        main.addInitialProperty("camel.component.glm4.serverApiKeys", keys);
        main.configure().addRoutesBuilder(route(""));
        try {
            // Camel Main refuses what is empty in the file itself, before we see it
            assertThatThrownBy(main::start).hasStackTraceContaining("serverApiKeys");
        } finally {
            main.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "${GATEWAY_KEYS:}"})
    void areRefusedInTheApplicationOfSpringBoot(String keys) throws Exception {
        try (AnnotationConfigApplicationContext spring = new AnnotationConfigApplicationContext()) {
            spring.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource("test", Map.of("camel.component.glm4.server-api-keys", keys)));
            spring.register(Glm4AutoConfiguration.class);
            spring.refresh();
            Glm4Component component = context.getComponent("glm4", Glm4Component.class);
            spring.getBean("glm4ComponentOptions", ComponentCustomizer.class).configure("glm4", component);
            context.addRoutes(route(""));

            assertRefused(context::start);
        }
    }

    private static void assertRefused(ThrowingCallable start) {
        assertThatThrownBy(start)
                .hasStackTraceContaining(
                        "serverApiKeys is set, but contains no key: its property or environment variable");
    }

    private RouteBuilder route(String options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:echo?serverPort=" + port + options).setBody(constant("answer"));
            }
        };
    }
}
