package io.github.camelglm4.telemetry;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application works without the libraries for metrics and spans. */
class WithoutLibrariesTest {

    private static final String[] OPTIONAL = {
        "micrometer",
        "prometheus",
        "opentelemetry",
        "camel-telemetry",
        "camel-health",
        "camel-console",
        "spring-",
        "camel-management-4"
    };

    @Test
    @Timeout(120)
    void asksAndStreams() throws Exception {
        String classPath = Arrays.stream(
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                                .split(File.pathSeparator))
                .filter(jar -> Arrays.stream(OPTIONAL)
                        .noneMatch(Path.of(jar).getFileName().toString()::contains))
                .collect(Collectors.joining(File.pathSeparator));
        try (ScriptedServer server = ScriptedServer.start()) {
            server.enqueue(Reply.completion("whole"), Reply.completionStream("in ", "pieces"));
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Process application = new ProcessBuilder(
                            java, "-cp", classPath, Application.class.getName(), server.baseUrl())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(application.getInputStream().readAllBytes());

            assertThat(application.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(printed).contains("answers: whole, in pieces", "counted: 2");
        }
    }

    /** The application that runs without them. */
    static final class Application {

        private Application() {}

        public static void main(String[] arguments) throws Exception {
            for (String library : new String[] {
                "io.micrometer.core.instrument.MeterRegistry",
                "io.opentelemetry.api.OpenTelemetry",
                "org.apache.camel.impl.health.AbstractHealthCheck",
                "org.apache.camel.telemetry.SpanDecorator",
                "org.springframework.core.env.Environment"
            }) {
                requireAbsent(library);
            }
            try (CamelContext context = new DefaultCamelContext()) {
                Glm4Component component = context.getComponent("glm4", Glm4Component.class);
                component.getService().setBaseUrl(arguments[0]);
                context.start();
                ProducerTemplate template = context.createProducerTemplate();
                String whole = template.requestBody("glm4:GLM-4-Air", "hi", String.class);
                String pieces = template.requestBody("glm4:GLM-4-Air?stream=true", "hi", String.class);
                System.out.println("answers: " + whole + ", " + pieces);
                System.out.println("counted: " + component.activity().total().calls());
            }
        }

        private static void requireAbsent(String library) {
            try {
                Class.forName(library);
            } catch (ClassNotFoundException e) {
                return;
            }
            throw new IllegalStateException(library + " is there");
        }
    }
}
