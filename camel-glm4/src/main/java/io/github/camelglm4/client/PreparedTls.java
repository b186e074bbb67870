package io.github.camelglm4.client;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Lets Vert.x use an {@link SSLContext} as it is. Handing over key and trust stores one by one loses protocols and
 * ciphers, and fails with a trust store alone.
 */
final class PreparedTls extends JdkSSLEngineOptions {

    private final SSLContext tls;

    PreparedTls(SSLContext tls) {
        this.tls = tls;
    }

    @Override
    public PreparedTls copy() {
        return new PreparedTls(tls);
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return new SslContextFactory() {
            @Override
            public SslContext create() {
                var engine = tls.createSSLEngine();
                return new JdkSslContext(
                        tls,
                        true,
                        List.of(engine.getEnabledCipherSuites()),
                        IdentityCipherSuiteFilter.INSTANCE,
                        null,
                        ClientAuth.NONE,
                        engine.getEnabledProtocols(),
                        false);
            }
        };
    }
}
