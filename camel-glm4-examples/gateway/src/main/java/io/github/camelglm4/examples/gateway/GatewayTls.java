package io.github.camelglm4.examples.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;

/** The certificate of the gateway, for HTTPS. */
final class GatewayTls {

    private GatewayTls() {}

    /** @throws IllegalArgumentException if the key store cannot be read, or has no private key */
    static SSLContextParameters read(CamelContext context, GatewaySettings settings) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setCamelContext(context);
        store.setKeyStore(keyStore(context, settings));
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setCamelContext(context);
        keys.setKeyStore(store);
        keys.setKeyPassword(settings.keyStorePassword());
        SSLContextParameters tls = new SSLContextParameters();
        tls.setCamelContext(context);
        tls.setKeyManagers(keys);
        return tls;
    }

    private static KeyStore keyStore(CamelContext context, GatewaySettings settings) {
        char[] password = settings.keyStorePassword().toCharArray();
        try (InputStream file = ResourceHelper.resolveMandatoryResourceAsInputStream(context, settings.keyStore())) {
            // the types pkcs12 and jks read each other's files
            KeyStore store = KeyStore.getInstance("pkcs12");
            store.load(new ByteArrayInputStream(file.readAllBytes()), password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return store;
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "gateway.key-store=" + settings.keyStore() + " cannot be read: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("gateway.key-store=" + settings.keyStore() + " contains no private key");
    }
}
