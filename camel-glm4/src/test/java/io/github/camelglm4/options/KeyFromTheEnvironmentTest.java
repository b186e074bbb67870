package io.github.camelglm4.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a base URL, the key in the environment decides which platform is called: the proxy receives its name. */
class KeyFromTheEnvironmentTest {

    @ParameterizedTest
    @CsvSource({"ZAI_API_KEY, api.z.ai", "ZHIPUAI_API_KEY, open.bigmodel.cn", "GLM4_API_KEY, open.bigmodel.cn"})
    @Timeout(120)
    void goesToThePlatformThatItIsOf(String variable, String host) throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            proxy.setSoTimeout(60_000);
            Process application = start(variable, proxy.getLocalPort());
            try (Socket connection = proxy.accept()) {
                connection.setSoTimeout(60_000);
                BufferedReader request = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));

                assertThat(request.readLine()).startsWith("CONNECT " + host + ":443 ");
            } finally {
                application.destroyForcibly();
            }
        }
    }

    private static Process start(String variable, int proxyPort) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Application.class.getName(),
                "glm4:GLM-4-Air?maxRetries=0&proxyHost=127.0.0.1&proxyPort=" + proxyPort);
        builder.environment().keySet().removeIf(name -> name.endsWith("_API_KEY"));
        builder.environment().put(variable, "0123456789abcdef");
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Calls the given endpoint once. */
    public static final class Application {

        public static void main(String[] arguments) throws Exception {
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                context.start();
                context.createProducerTemplate()
                        .send(arguments[0], e -> e.getMessage().setBody("hi"));
            }
        }
    }
}
