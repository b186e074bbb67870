package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.LATER;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.LoopbackCertificate;
import io.github.camelglm4.testing.ScriptedServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One of four certificates is accepted; with the others, or with obsolete TLS versions, no request is sent. */
class RefusedTlsTest extends FailureTestSupport {

    private static LoopbackCertificate good;
    private static LoopbackCertificate expired;
    private static LoopbackCertificate ofAnotherHost;
    private static LoopbackCertificate ofAStranger;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) throws Exception {
        good = LoopbackCertificate.in(Files.createDirectory(directory.resolve("good")));
        expired = LoopbackCertificate.expiredIn(Files.createDirectory(directory.resolve("expired")));
        ofAnotherHost =
                LoopbackCertificate.in(Files.createDirectory(directory.resolve("another")), "dns:elsewhere.test");
        ofAStranger = LoopbackCertificate.in(Files.createDirectory(directory.resolve("stranger")));
    }

    private String asking(String baseUrl, LoopbackCertificate trusted, boolean streamed) throws Exception {
        KeyStoreParameters keys = new KeyStoreParameters();
        keys.setResource("file:" + trusted.trustStore());
        keys.setPassword(trusted.password());
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(keys);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        context.getRegistry().bind("tls", parameters);
        return MODEL + "?sslContextParameters=#tls&stream=" + streamed + "&baseUrl=" + baseUrl;
    }

    private void assertRefused(LoopbackCertificate shown, LoopbackCertificate trusted, boolean streamed, String reason)
            throws Exception {
        try (ScriptedServer tls = ScriptedServer.startTls(shown.sslContext())) {
            Glm4Exception failure = failureOf(asking(tls.baseUrl(), trusted, streamed), Glm4ConnectionException.class);

            assertThat(failure)
                    .hasMessageContaining("TLS with 127.0.0.1:" + tls.port())
                    .hasMessageContaining(reason);
            assertThat(failure.getAttempts()).isEqualTo(1);
            assertThat(tls.requests()).isEmpty();
        }
    }

    @ParameterizedTest(name = "streamed: {0}")
    @ValueSource(booleans = {false, true})
    void anExpiredCertificate(boolean streamed) throws Exception {
        assertRefused(expired, expired, streamed, "NotAfter");
    }

    @ParameterizedTest(name = "streamed: {0}")
    @ValueSource(booleans = {false, true})
    void theCertificateOfAnotherHost(boolean streamed) throws Exception {
        assertRefused(ofAnotherHost, ofAnotherHost, streamed, "127.0.0.1");
    }

    @ParameterizedTest(name = "streamed: {0}")
    @ValueSource(booleans = {false, true})
    void aSelfSignedCertificateThatNobodyVouchesFor(boolean streamed) throws Exception {
        assertRefused(ofAStranger, good, streamed, "failed: ");
    }

    /** The hello of an old server ends with its version, from 10 years before TLS 1.2. */
    @ParameterizedTest(name = "TLS 1.{0}, streamed: {1}")
    @CsvSource({"0, false", "0, true", "1, false", "1, true"})
    void aServerThatKnowsOnlyAnOldTls(int minor, boolean streamed) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> alert =
                    CompletableFuture.supplyAsync(() -> alertAfterAnOldHello(listening, minor + 1));
            String uri = asking("https://127.0.0.1:" + listening.getLocalPort() + "/v1", good, streamed);

            Glm4Exception failure = failureOf(uri, Glm4ConnectionException.class);

            assertThat(failure).hasMessageContaining("TLS1" + minor);
            assertThat(failure.getAttempts()).isEqualTo(1);
            // protocol_version, RFC 5246 section 7.2
            assertThat(alert).succeedsWithin(SOON).isEqualTo(70);
        }
    }

    private static int alertAfterAnOldHello(ServerSocket listening, int version) {
        try (Socket accepted = listening.accept()) {
            accepted.setSoTimeout((int) SOON.toMillis());
            // version, a random of 32 bytes, no session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression
            byte[] hello = HexFormat.of().parseHex("03" + "%02x".formatted(version) + "5a".repeat(32) + "00002f00");
            ByteArrayOutputStream record = new ByteArrayOutputStream();
            record.writeBytes(new byte[] {0x16, 3, (byte) version, 0, (byte) (hello.length + 4)});
            record.writeBytes(new byte[] {2, 0, 0, (byte) hello.length});
            record.writeBytes(hello);
            accepted.getInputStream().read();
            accepted.getOutputStream().write(record.toByteArray());
            byte[] all = accepted.getInputStream().readAllBytes();
            return all[all.length - 1];
        } catch (IOException e) {
            return -1;
        }
    }

    @ParameterizedTest(name = "{0}, streamed: {1}")
    @CsvSource({"TLSv1.2, false", "TLSv1.2, true", "TLSv1.3, false", "TLSv1.3, true"})
    void aServerThatWantsACertificateAndGetsNone(String protocol, boolean streamed) throws Exception {
        try (SSLServerSocket listening = listening(good.sslContext())) {
            listening.setNeedClientAuth(true);
            listening.setEnabledProtocols(new String[] {protocol});
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> refuseAll(listening));
            String uri = asking("https://127.0.0.1:" + listening.getLocalPort() + "/v1", good, streamed);

            Glm4Exception failure = failureOf(uri, Glm4ConnectionException.class);

            assertThat(failure).hasMessageContaining("TLS with 127.0.0.1").hasMessageContaining("certificate");
            assertThat(failure.getAttempts()).isEqualTo(1);
            listening.close();
            serving.get(LATER.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static SSLServerSocket listening(SSLContext tls) throws IOException {
        return (SSLServerSocket)
                tls.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static void refuseAll(SSLServerSocket listening) {
        while (!listening.isClosed()) {
            try (SSLSocket accepted = (SSLSocket) listening.accept()) {
                accepted.startHandshake();
            } catch (IOException refused) {
                // expected
            }
        }
    }

    /** HTTP/2 is offered neither in the handshake nor by an upgrade: no HTTP/2 stream can be reset or stall. */
    @Test
    void noHttp2IsOffered() throws Exception {
        try (SSLServerSocket listening = listening(good.sslContext())) {
            SSLParameters parameters = listening.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            listening.setSSLParameters(parameters);
            CompletableFuture<String> spoken = CompletableFuture.supplyAsync(() -> spoken(listening));

            ask(
                    asking("https://127.0.0.1:" + listening.getLocalPort() + "/v1", good, false) + "&maxRetries=0",
                    "hello");

            assertThat(spoken.get(LATER.toSeconds(), TimeUnit.SECONDS))
                    .startsWith("POST /v1/chat/completions HTTP/1.1, protocol 'http/1.1'")
                    .doesNotContain("h2c");
        }
    }

    private static String spoken(SSLServerSocket listening) {
        try (SSLSocket accepted = (SSLSocket) listening.accept()) {
            accepted.startHandshake();
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(accepted.getInputStream(), StandardCharsets.US_ASCII));
            StringBuilder head = new StringBuilder(lines.readLine());
            head.append(", protocol '")
                    .append(accepted.getApplicationProtocol())
                    .append('\'');
            for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                head.append('\n').append(line);
            }
            return head.toString();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
