package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.LoopbackCertificate;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.CipherSuitesParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With https, only the host of the base URL is accepted, and only with the settings of sslContextParameters. */
class TlsTest extends FailureTestSupport {

    private static LoopbackCertificate certificate;
    private static String trustStore;
    private static ScriptedServer tlsServer;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        certificate = LoopbackCertificate.in(directory);
        trustStore = certificate.trustStore().toString();
        tlsServer = ScriptedServer.startTls(certificate.sslContext());
    }

    @AfterAll
    static void stop() {
        tlsServer.close();
    }

    private static SSLContextParameters trusting(String store) {
        KeyStoreParameters keys = new KeyStoreParameters();
        keys.setResource("file:" + store);
        keys.setPassword("changeit");
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(keys);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    private String askingWith(SSLContextParameters parameters, String baseUrl) {
        context.getRegistry().bind("tls", parameters);
        return MODEL + "?sslContextParameters=#tls&baseUrl=" + baseUrl;
    }

    @Test
    void trustStoreAloneIsEnough() {
        tlsServer.enqueue(Reply.completion("fine"));

        Exchange exchange = ask(askingWith(trusting(trustStore), tlsServer.baseUrl()), "hello");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
    }

    @Test
    void parametersForTlsChangeNothingForPlainHttp() {
        server.enqueue(Reply.completion("fine"));

        Exchange exchange = ask(askingWith(trusting(trustStore), server.baseUrl()), "hello");

        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
    }

    @Test
    void globalParametersOfTheContextServeToo() {
        context.setSSLContextParameters(trusting(trustStore));
        tlsServer.enqueue(Reply.completion("fine"));

        Exchange exchange = ask(MODEL + "?useGlobalSslContextParameters=true&baseUrl=" + tlsServer.baseUrl(), "hello");

        assertThat(exchange.getMessage().getBody()).isEqualTo("fine");
    }

    @Test
    void untrustedCertificateIsRefusedWithoutARetry() {
        Glm4Exception failure = failureOf(MODEL + "?baseUrl=" + tlsServer.baseUrl(), Glm4ConnectionException.class);

        assertThat(failure)
                .hasMessageContaining("TLS with 127.0.0.1:" + tlsServer.port())
                .hasMessageContaining("certification path");
        assertThat(failure.getAttempts()).isEqualTo(1);
        assertThat(tlsServer.requests()).isEmpty();
    }

    @Test
    void trustedCertificateOfAnotherHostIsRefused(@TempDir Path directory) throws Exception {
        LoopbackCertificate other = LoopbackCertificate.in(directory, "dns:elsewhere.test");
        try (ScriptedServer wrong = ScriptedServer.startTls(other.sslContext())) {
            String uri = askingWith(trusting(other.trustStore().toString()), wrong.baseUrl());

            Glm4Exception failure = failureOf(uri, Glm4ConnectionException.class);

            assertThat(failure).hasMessageContaining("127.0.0.1");
            assertThat(wrong.requests()).isEmpty();
        }
    }

    @Test
    void firstByteIsAHandshakeAndNeverPlainText() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Integer> firstByte = CompletableFuture.supplyAsync(() -> firstByteOf(listening));

            ask(MODEL + "?maxRetries=0&baseUrl=https://127.0.0.1:" + listening.getLocalPort() + "/v1", "hello");

            assertThat(firstByte).succeedsWithin(SOON).isEqualTo(0x16);
        }
    }

    private static int firstByteOf(ServerSocket listening) {
        try (Socket accepted = listening.accept()) {
            return accepted.getInputStream().read();
        } catch (IOException e) {
            return -2;
        }
    }

    @Test
    void tlsServerThatAnswersInPlainTextIsRefused() {
        server.onAccept(Reply.raw().bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"));

        failureOf(MODEL + "?baseUrl=https://127.0.0.1:" + server.port() + "/v1", Glm4ConnectionException.class);

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void protocolsAndCiphersAreThoseOfTheParameters() throws Exception {
        SSLContextParameters parameters = trusting(trustStore);
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of("TLSv1.2"));
        parameters.setSecureSocketProtocols(protocols);
        CipherSuitesParameters ciphers = new CipherSuitesParameters();
        ciphers.setCipherSuite(List.of("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"));
        parameters.setCipherSuites(ciphers);

        String negotiated = negotiatedBy(parameters);

        assertThat(negotiated).isEqualTo("TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384");
    }

    @Test
    void withoutProtocolsInTheParametersTheNewestIsSpoken() throws Exception {
        assertThat(negotiatedBy(trusting(trustStore))).startsWith("TLSv1.3 ");
    }

    /** Sends a request to a server with all protocols, and returns the negotiated protocol and cipher suite. */
    private String negotiatedBy(SSLContextParameters parameters) throws Exception {
        SSLContext everything = certificate.sslContext();
        try (SSLServerSocket listening = (SSLServerSocket)
                everything.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> negotiated = CompletableFuture.supplyAsync(() -> handshake(listening));
            String uri = askingWith(parameters, "https://127.0.0.1:" + listening.getLocalPort() + "/v1");

            ask(uri + "&maxRetries=0", "hello");

            return negotiated.get();
        }
    }

    private static String handshake(SSLServerSocket listening) {
        try (SSLSocket accepted = (SSLSocket) listening.accept()) {
            SSLParameters all = accepted.getSSLParameters();
            all.setProtocols(new String[] {"TLSv1.2", "TLSv1.3"});
            accepted.setSSLParameters(all);
            accepted.startHandshake();
            return accepted.getSession().getProtocol() + " "
                    + accepted.getSession().getCipherSuite();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void parametersThatCannotBeUsedFailTheStart() {
        String uri = askingWith(trusting("/nowhere/trust.p12"), tlsServer.baseUrl());

        assertThatThrownBy(() -> context.getEndpoint(uri).createProducer().start())
                .hasStackTraceContaining("sslContextParameters cannot be used");
    }
}
