package io.github.camelglm4.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A self-signed certificate for 127.0.0.1 and localhost, created for each run: the repository contains no key that
 * could leak or expire.
 */
public record LoopbackCertificate(Path keyStore, String password) {

    private static final String PASSWORD = "changeit";
    private static final String LOOPBACK = "ip:127.0.0.1,dns:localhost";

    /** Creates the key store in that directory, with the keytool of the running JDK. */
    public static LoopbackCertificate in(Path directory) throws IOException, InterruptedException {
        return in(directory, LOOPBACK);
    }

    /** Creates it for other names, in the notation of keytool: a certificate that does not match the address. */
    public static LoopbackCertificate in(Path directory, String names) throws IOException, InterruptedException {
        Path keyStore = directory.resolve("loopback.p12");
        makeKey(keyStore, "-alias loopback -validity 2 -ext san=" + names);
        return new LoopbackCertificate(keyStore, PASSWORD);
    }

    /** Creates an expired certificate, issued ten days ago for two days, signed by an authority that is still valid. */
    public static LoopbackCertificate expiredIn(Path directory) throws IOException, InterruptedException {
        Path keyStore = directory.resolve("loopback.p12");
        makeKey(keyStore, "-alias authority -validity 30 -startdate -20d -ext bc:c");
        makeKey(keyStore, "-alias loopback -validity 2 -startdate -10d -signer authority -ext san=" + LOOPBACK);
        // otherwise a server might present that one
        keytool(keyStore, "-delete -alias authority");
        return new LoopbackCertificate(keyStore, PASSWORD);
    }

    private static void makeKey(Path keyStore, String options) throws IOException, InterruptedException {
        keytool(
                keyStore,
                "-genkeypair -keyalg EC -groupname secp256r1 -dname CN=localhost -storetype PKCS12 " + options);
    }

    private static void keytool(Path keyStore, String options) throws IOException, InterruptedException {
        String arguments = options + " -storepass " + PASSWORD;
        // separate arguments, because the paths may contain spaces
        List<String> command = new ArrayList<>(List.of(arguments.split(" ")));
        command.add(
                0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-keystore", keyStore.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool created no certificate: " + output);
        }
    }

    /** Writes a trust store with the certificate, or that of its signer, without its key, for a client. */
    public Path trustStore() throws IOException, GeneralSecurityException {
        Path path = keyStore.resolveSibling("trusted.p12");
        try (OutputStream out = Files.newOutputStream(path)) {
            trustOnly(load()).store(out, password.toCharArray());
        }
        return path;
    }

    /** For a server, with the key, and for a client that only trusts this certificate. */
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

    /** For a client that trusts this certificate and does not present one. */
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

    // A key entry is not a trust anchor for the JDK: the store must contain the certificate as an entry of its own.
    private static KeyStore trustOnly(KeyStore store) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        Certificate[] chain = store.getCertificateChain("loopback");
        trusted.setCertificateEntry("loopback", chain[chain.length - 1]);
        return trusted;
    }
}
