package io.github.camelglm4.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.options.RetryOptions;
import io.github.camelglm4.service.SampleComponent;
import io.github.camelglm4.service.ServiceEndpoint;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Properties of a Spring Boot application that are not valid for their options. */
class SpringOptionValueTest {

    @ParameterizedTest
    @CsvSource({"max-concurrent-requests, five", "max-retries, x", "request-timeout, abc", "max-response-size, huge"})
    void failTheStart(String option, String value) throws Exception {
        assertThatThrownBy(() -> maxResponseSize(option, value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("camel.component.glm4." + option)
                .hasStackTraceContaining("but is '" + value + "'");
    }

    @Test
    void sizesMayHaveAUnit() throws Exception {
        assertThat(maxResponseSize("max-response-size", "2MB")).isEqualTo(2_097_152);
    }

    @Test
    void propertiesOfAFurtherSchemeWinOverThoseOfGlm4() throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "camel.component.glm4.max-retries", "5",
                                "camel.component.glm4.retry-delay", "1s",
                                "camel.component.glm4-sample.max-retries", "2")));
        try (CamelContext context = new DefaultCamelContext()) {
            SampleComponent own = new SampleComponent();
            context.addComponent("glm4-sample", own);
            new ComponentProperties(environment, "glm4-sample", SampleComponent.class).configure("glm4-sample", own);
            new ComponentProperties(environment, "glm4", Glm4Component.class)
                    .configure("glm4", context.getComponent("glm4"));
            RetryOptions retry = ((ServiceEndpoint) context.getEndpoint("glm4-sample:m")).getRetry();

            assertThat(retry.getMaxRetries()).isEqualTo(2);
            assertThat(retry.getRetryDelay()).isEqualTo(1_000);
        }
    }

    private static int maxResponseSize(String option, String value) throws Exception {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("camel.component.glm4." + option, value)));
        try (CamelContext context = new DefaultCamelContext()) {
            Glm4Component component = context.getComponent("glm4", Glm4Component.class);
            new ComponentProperties(environment, "glm4", Glm4Component.class).configure("glm4", component);
            return component.getTransport().getMaxResponseSize();
        }
    }
}
