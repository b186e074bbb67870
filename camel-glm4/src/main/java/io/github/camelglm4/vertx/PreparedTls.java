package io.github.camelglm4.vertx;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TCPSSLOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509KeyManager;

/**
 * Makes Vert.x use an {@link SSLContext} unchanged. Passing key and trust stores one by one loses protocols and
 * ciphers, and fails with a trust store alone.
 */
public final class PreparedTls extends JdkSSLEngineOptions {

    private final SSLContext tls;
    private final boolean client;

    private PreparedTls(SSLContext tls, boolean client) {
        this.tls = tls;
        this.client = client;
    }

    /** Makes a client use the context for its https requests. */
    public static void apply(SSLContext tls, HttpClientOptions options) {
        // without setSsl Vert.x builds its own context; the URL of each request decides whether it uses TLS
        options.setSsl(true);
        apply(new PreparedTls(tls, true), options);
    }

    /** Makes a server accept TLS connections only, with HTTP/1.1 and HTTP/2. */
    public static void apply(SSLContext tls, HttpServerOptions options) {
        options.setSsl(true).setUseAlpn(true).setKeyCertOptions(KeyCertOptions.wrap(noKeys()));
        apply(new PreparedTls(tls, false), options);
    }

    /** Vert.x requires keys, but the context has its own ones, and these are never used. */
    private static X509KeyManager noKeys() {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(null, null);
            return (X509KeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the default algorithm for keys is part of every Java platform", e);
        }
    }

    private static void apply(PreparedTls tls, TCPSSLOptions options) {
        options.setSslEngineOptions(tls);
        options.setEnabledSecureTransportProtocols(
                new LinkedHashSet<>(List.of(tls.engine().getEnabledProtocols())));
    }

    @Override
    public PreparedTls copy() {
        return new PreparedTls(tls, client);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new Factory();
    }

    private SSLEngine engine() {
        SSLEngine engine = tls.createSSLEngine();
        engine.setUseClientMode(client);
        return engine;
    }

    private final class Factory implements SslContextFactory {

        private List<String> protocols = List.of();

        @Override
        public SslContextFactory applicationProtocols(List<String> applicationProtocols) {
            protocols = List.copyOf(applicationProtocols);
            return this;
        }

        @Override
        public SslContext create() {
            SSLEngine engine = engine();
            return new JdkSslContext(
                    tls,
                    client,
                    List.of(engine.getEnabledCipherSuites()),
                    IdentityCipherSuiteFilter.INSTANCE,
                    protocols.isEmpty() ? ApplicationProtocolConfig.DISABLED : alpn(),
                    clientAuth(),
                    engine.getEnabledProtocols(),
                    false);
        }

        private ApplicationProtocolConfig alpn() {
            return new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    protocols);
        }

        /** Returns the setting of the context's own engines, which Netty does not copy. */
        private ClientAuth clientAuth() {
            SSLEngine asConfigured = tls.createSSLEngine();
            if (asConfigured.getNeedClientAuth()) {
                return ClientAuth.REQUIRE;
            }
            return asConfigured.getWantClientAuth() ? ClientAuth.OPTIONAL : ClientAuth.NONE;
        }
    }
}
