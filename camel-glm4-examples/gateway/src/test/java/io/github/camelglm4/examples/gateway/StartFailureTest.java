package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong setting ends the start, with one line that names it and contains no secret. */
class StartFailureTest {
    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Main gateway;

    @BeforeEach
    void choosePorts() throws Exception {
        environment.put("GATEWAY_PORT", String.valueOf(Http.freePort()));
        environment.put("GATEWAY_MANAGEMENT_PORT", String.valueOf(Http.freePort()));
        environment.put("GATEWAY_DATABASE", "jdbc:h2:mem:failure");
    }

    @AfterEach
    void stop() {
        gateway.stop();
    }

    @Test
    void aWrongCaller() throws Exception {
        Path callers = folder.resolve("callers.yaml");
        Files.writeString(callers, "- name: alice\n  key: SECRET\n  tokensPerDay: -1\n");
        environment.put("GATEWAY_CALLERS", "file:" + callers);

        assertThat(failure())
                .contains("serverCallers=file:" + callers + ", line 3: [0].tokensPerDay must be a whole number from 0")
                .doesNotContain("SECRET");
    }

    @Test
    void aPortInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            environment.put("GATEWAY_PORT", String.valueOf(other.getLocalPort()));

            assertThat(failure()).startsWith("gateway.port=" + other.getLocalPort() + " cannot be used on localhost: ");
        }
    }

    @Test
    void theOtherPortInUse() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            environment.put("GATEWAY_MANAGEMENT_PORT", String.valueOf(other.getLocalPort()));

            assertThat(failure()).startsWith("gateway.management-port=" + other.getLocalPort() + " cannot be used on");
        }
    }

    @Test
    void onePortForBothServers() {
        environment.put("GATEWAY_MANAGEMENT_PORT", environment.get("GATEWAY_PORT"));

        assertThat(failure()).startsWith("gateway.port and gateway.management-port must be different, but both are ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway.prot | 8080 | gateway.prot is not a property of the gateway. Did you mean gateway.port?",
                "gateway.port | 80000 | gateway.port must be a port from 1 to 65535, but is 80000",
                "gateway.callers | '' | gateway.callers is blank: is the environment variable",
                "gateway.callers | {{env:NO_SUCH_VARIABLE}} | gateway.callers refers to a placeholder without a value: ",
                "gateway.callers | file:none.yaml | serverCallers=file:none.yaml cannot be read",
                "gateway.models | file:none.yaml | gateway.models=file:none.yaml cannot be read: ",
                "gateway.database | usage.db | gateway.database must be a JDBC URL such as jdbc:postgresql:",
                "gateway.database | jdbc:none:x?password=SECRET | gateway.database has no driver: jdbc:none:x (",
                "camel.component.glm4.api-kye | SECRET | camel.component.glm4.apiKye is not a property",
                "camel.component.glm4.max-retries | many | maxRetries must be a whole number",
                "camel.component.glm4.server-usage-to | log:usage | camel.component.glm4.server-usage-to cannot be set: ",
                "camel.component.glm4.serverUsageStore | #bean:x | camel.component.glm4.serverUsageStore cannot be set",
                "camel.server.prot | 80 | camel.server.prot is not a property",
            })
    void aWrongProperty(String property, String value, String message) {
        assertThat(failure(property, value)).startsWith(message).doesNotContain("SECRET");
    }

    private String failure(String... property) {
        gateway = Gateway.application(environment);
        if (property.length > 0) {
            gateway.addOverrideProperty(property[0], property[1]);
        }
        return StartFailure.message(catchThrowable(gateway::start));
    }
}
