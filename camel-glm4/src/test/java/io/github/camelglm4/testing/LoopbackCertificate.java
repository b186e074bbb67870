package io.github.camelglm4.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for 127.0.0.1 and localhost, made anew for each run: no key lies in the repository, and
 * none expires there.
 */
public record LoopbackCertificate(Path keyStore, String password) {

    /** Makes the key store in that directory, with the keytool of the running JDK. */
    public static LoopbackCertificate in(Path directory) throws IOException, InterruptedException {
        return in(directory, "ip:127.0.0.1,dns:localhost");
    }

    /** The same for other names, in keytool's notation: a certificate that does not fit the address. */
    public static LoopbackCertificate in(Path directory, String names) throws IOException, InterruptedException {
        LoopbackCertificate certificate = new LoopbackCertificate(directory.resolve("loopback.p12"), "changeit");
        String arguments = "-genkeypair -alias loopback -keyalg EC -groupname secp256r1 -validity 2"
                + " -dname CN=localhost -ext san=" + names + " -storetype PKCS12 -storepass " + certificate.password;
        // The paths stand apart: they may have blanks in them
        List<String> command = new ArrayList<>(List.of(arguments.split(" ")));
        command.add(
                0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-keystore", certificate.keyStore.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool made no certificate: " + output);
        }
        return certificate;
    }

    /** Writes a store that holds the certificate without its key, as a client is given it. */
    public Path trustStore() throws IOException, GeneralSecurityException {
        Path path = keyStore.resolveSibling("trusted.p12");
        try (OutputStream out = Files.newOutputStream(path)) {
            trustOnly(load()).store(out, password.toCharArray());
        }
        return path;
    }

    /** For the server, with the key, and for a client, which trusts this certificate only. */
    public SSLContext sslContext() throws IOException, GeneralSecurityException {
        KeyStore store = load();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trustOnly(store));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** For a client that trusts this certificate and has none to show. */
    public SSLContext trustingContext() throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trustOnly(load()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, password.toCharArray());
        }
        return store;
    }

    // A key entry is no trust anchor for the JDK: the certificate has to stand in the store by itself.
    private static KeyStore trustOnly(KeyStore store) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("loopback", store.getCertificate("loopback"));
        return trusted;
    }
}
