package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS with a key store. */
class GatewayTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static Path keyStore;

    @BeforeAll
    static void createKeyStore() throws Exception {
        keyStore = folder.resolve("gateway.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        keyStore.toString(),
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        "gateway",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost")
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(output).isZero();
    }

    @Test
    void servesOverHttps() throws Exception {
        int port = Http.freePort();
        Main gateway = gateway(port, keyStore, PASSWORD);
        gateway.start();
        try {
            HttpResponse<String> models = client().send(
                            HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/v1/models"))
                                    .header("Authorization", "Bearer sk-alice")
                                    .build(),
                            BodyHandlers.ofString());

            assertThat(models.body()).contains("\"id\":\"fast\"");
            assertThatThrownBy(() -> Http.get("http://localhost:" + port + "/v1/models"))
                    .isInstanceOf(java.io.IOException.class);
        } finally {
            gateway.stop();
        }
    }

    @Test
    void aWrongPasswordIsReported() throws Exception {
        assertThatThrownBy(() -> gateway(Http.freePort(), keyStore, "SECRET").start())
                .hasStackTraceContaining("gateway.key-store=file:" + keyStore + " cannot be read: ")
                .hasMessageNotContaining("SECRET");
    }

    @Test
    void aMissingFileIsReported() throws Exception {
        assertThatThrownBy(() -> gateway(Http.freePort(), folder.resolve("none.p12"), PASSWORD)
                        .start())
                .hasStackTraceContaining("none.p12 cannot be read: ");
    }

    private static Main gateway(int port, Path keyStore, String password) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("GATEWAY_PORT", String.valueOf(port));
        environment.put("GATEWAY_MANAGEMENT_PORT", String.valueOf(Http.freePort()));
        environment.put("GATEWAY_DATABASE", "jdbc:h2:mem:tls" + port);
        environment.put("GATEWAY_KEY_STORE", "file:" + keyStore);
        environment.put("GATEWAY_KEY_STORE_PASSWORD", password);
        return Gateway.application(environment);
    }

    private static HttpClient client() throws Exception {
        KeyStore trusted = KeyStore.getInstance("pkcs12");
        try (InputStream file = Files.newInputStream(keyStore)) {
            trusted.load(file, PASSWORD.toCharArray());
        }
        KeyStore certificates = KeyStore.getInstance("pkcs12");
        certificates.load(null, null);
        certificates.setCertificateEntry("gateway", trusted.getCertificate("gateway"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }
}
