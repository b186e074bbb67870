package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The gateway starts with all files and properties of docs/run-a-gateway.md, and with the key store of its command. */
@Timeout(120)
class RunAGatewayPageTest {
    private static final Path PAGE = Path.of("../../docs/run-a-gateway.md");
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** The text whose digest is in the file of callers. */
    private static final String KEY_OF_REPORTS = "test";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new TreeMap<>();
    private Process gateway;

    @BeforeEach
    void setVariables() throws Exception {
        environment.put("GATEWAY_PORT", String.valueOf(Http.freePort()));
        environment.put("GATEWAY_MANAGEMENT_PORT", String.valueOf(Http.freePort()));
        environment.put("GATEWAY_ADMIN_KEY", "SECRET-admin");
        environment.put("GATEWAY_KEY_STORE_PASSWORD", "SECRET-store");
        environment.put("GATEWAY_DATABASE_PASSWORD", "SECRET-database");
        environment.put("OWN_SERVICE_KEY", "SECRET-service");
        environment.put("GLM4_API_KEY", "SECRET-platform");
    }

    @AfterEach
    void stop() throws Exception {
        if (gateway != null) {
            gateway.destroyForcibly().waitFor();
        }
    }

    @Test
    void startsWithTheFilesOfThePage() throws Exception {
        List<String> yaml = blocks("yaml");
        Files.writeString(folder.resolve("models.yaml"), yaml.get(0));
        Files.writeString(folder.resolve("callers.yaml"), yaml.get(1));
        // addresses of this machine; no database runs here, and the gateway starts without it
        String properties = String.join("", blocks("properties"))
                .replace("10.0.0.11", "127.0.0.1")
                .replace("db.example.com", "127.0.0.1:1");
        Files.writeString(folder.resolve("gateway.properties"), properties);
        String keytool = blocks("sh").stream()
                .filter(block -> block.startsWith("keytool "))
                .findFirst()
                .orElseThrow();
        Process created = start("bash", "-euc", keytool);
        assertThat(created.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(created.exitValue()).isZero();

        List<String> log = startGateway();

        assertThat(log)
                .anyMatch(line -> line.contains("Models fast, smart at https://localhost:"))
                .noneMatch(line -> line.contains("SECRET") || line.contains(KEY_OF_REPORTS));
        HttpResponse<String> models = get("https://localhost:" + environment.get("GATEWAY_PORT") + "/v1/models");
        assertThat(models.body()).contains("\"id\":\"fast\"").doesNotContain("smart");
        String management = "http://127.0.0.1:" + environment.get("GATEWAY_MANAGEMENT_PORT");
        assertThat(get(management + "/observe/health/ready").statusCode()).isEqualTo(200);
        assertThat(get(management + "/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(get(management + "/observe/metrics").body())
                .contains("glm4_server_usage_store_failures_total", "jvm_memory_used_bytes");
    }

    private static List<String> blocks(String language) throws Exception {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2))
                .collect(Collectors.toList());
    }

    /** Returns its log until it is started. */
    private List<String> startGateway() throws Exception {
        gateway = start(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Gateway.class.getName());
        List<String> lines = new ArrayList<>();
        BufferedReader output = gateway.inputReader();
        do {
            String line = output.readLine();
            assertThat(line).as("the end of %s", lines).isNotNull();
            lines.add(line);
        } while (!lines.get(lines.size() - 1).contains("Set up by"));
        return lines;
    }

    private Process start(String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEWAY_") || name.endsWith("_API_KEY"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static HttpResponse<String> get(String url) throws Exception {
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
        return HttpClient.newBuilder()
                .sslContext(tls)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .header("Authorization", "Bearer " + KEY_OF_REPORTS)
                                .build(),
                        BodyHandlers.ofString());
    }

    /** The certificate of the page is for a trial. */
    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
