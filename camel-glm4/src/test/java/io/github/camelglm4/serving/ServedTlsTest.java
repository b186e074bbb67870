package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.LoopbackCertificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SSLContextServerParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models behind TLS, in both versions of HTTP. */
class ServedTlsTest {

    @TempDir
    static Path folder;

    private static LoopbackCertificate certificate;
    private static SSLContext certified;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int port = FreePort.next();

    @BeforeAll
    static void makeCertificate() throws Exception {
        certificate = LoopbackCertificate.in(folder);
        certified = certificate.sslContext();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @Test
    void bothVersionsOfHttp() throws Exception {
        serve("?sslContextParameters=#tls", new Given(certified));

        for (HttpClient.Version version : HttpClient.Version.values()) {
            HttpResponse<String> response = ask("https", version);

            assertThat(response.version()).isEqualTo(version);
            assertThat(response.body()).contains("you said: hi");
        }
    }

    @Test
    void nothingWithoutTls() throws Exception {
        serve("?sslContextParameters=#tls", new Given(certified));

        assertThatThrownBy(() -> ask("http", HttpClient.Version.HTTP_1_1)).isInstanceOf(IOException.class);
    }

    @Test
    void theComponentsOwnIsForAskingOnly() throws Exception {
        context.getComponent("glm4", Glm4Component.class).getTransport().setSslContextParameters(new Given(certified));

        serve("", new Given(certified));

        assertThat(ask("http", HttpClient.Version.HTTP_1_1).body()).contains("you said: hi");
    }

    @Test
    void onlyCallersWithACertificateWhereThatIsWanted() throws Exception {
        SSLContextServerParameters required = new SSLContextServerParameters();
        required.setClientAuthentication("REQUIRE");
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + certificate.keyStore());
        store.setPassword(certificate.password());
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store);
        keys.setKeyPassword(certificate.password());
        KeyStoreParameters trusted = new KeyStoreParameters();
        trusted.setResource("file:" + certificate.trustStore());
        trusted.setPassword(certificate.password());
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(trusted);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setServerParameters(required);
        parameters.setKeyManagers(keys);
        parameters.setTrustManagers(trust);
        serve("?sslContextParameters=#tls", parameters);

        assertThat(ask("https", HttpClient.Version.HTTP_1_1).body()).contains("you said: hi");
        assertThatThrownBy(() -> ask("https", HttpClient.Version.HTTP_1_1, certificate.trustingContext()))
                .isInstanceOf(IOException.class);
    }

    private void serve(String options, SSLContextParameters tls) throws Exception {
        context.getRegistry().bind("tls", tls);
        context.getComponent("glm4", Glm4Component.class).getServer().setServerPort(port);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:echo" + options).setBody(simple("you said: ${body}"));
            }
        });
        context.start();
    }

    private HttpResponse<String> ask(String scheme, HttpClient.Version version) throws Exception {
        return ask(scheme, version, certified);
    }

    private HttpResponse<String> ask(String scheme, HttpClient.Version version, SSLContext tls) throws Exception {
        HttpClient client =
                HttpClient.newBuilder().sslContext(tls).version(version).build();
        String body = "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        return client.send(
                HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + port + "/v1/chat/completions"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Parameters whose context is there already. */
    private static final class Given extends SSLContextParameters {

        private final SSLContext tls;

        Given(SSLContext tls) {
            this.tls = tls;
        }

        @Override
        public SSLContext createSSLContext(CamelContext camelContext) {
            return tls;
        }
    }
}
