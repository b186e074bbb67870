package io.github.camelglm4.client.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the platform's tokens, so that the secret part of the key is never sent. Unlike in RFC 7519, their times are
 * milliseconds (source: docs.bigmodel.cn, HTTP authentication). No JWT library is used, because they reject the 128-bit
 * secrets of the platform and write seconds. Equal to another one with the same key: calls with one key share a gate.
 */
final class JwtCredential implements Credential {

    private static final long LIFETIME_MILLIS = 210_000;
    private static final long RENEW_BEFORE_MILLIS = 30_000;
    private static final String HEADER =
            encode("{\"alg\":\"HS256\",\"sign_type\":\"SIGN\"}".getBytes(StandardCharsets.UTF_8));

    private final String id;
    private final String secret;
    private final Clock clock;
    private final Secrets keySecrets;
    private volatile Token current;

    private record Token(String authorization, Secrets secrets, long renewAt) {}

    JwtCredential(String key, Clock clock) {
        int dot = key.indexOf('.');
        if (dot <= 0 || dot == key.length() - 1 || key.indexOf('.', dot + 1) >= 0) {
            throw new IllegalArgumentException(
                    "authMode=jwt needs an apiKey of the form id.secret, with exactly one dot");
        }
        this.id = key.substring(0, dot);
        this.secret = key.substring(dot + 1);
        this.clock = clock;
        this.keySecrets = new Secrets(List.of(key, secret));
    }

    @Override
    public String authorization() {
        long now = clock.millis();
        Token token = current;
        if (token == null || now >= token.renewAt) {
            // two threads may sign at the same time: both tokens are valid
            token = token(sign(now, now + LIFETIME_MILLIS), now + LIFETIME_MILLIS - RENEW_BEFORE_MILLIS);
            current = token;
        }
        return token.authorization;
    }

    private Token token(String signed, long renewAt) {
        return new Token("Bearer " + signed, keySecrets.and(new Secrets(List.of(signed))), renewAt);
    }

    @Override
    public boolean renew() {
        current = null;
        return true;
    }

    @Override
    public Secrets secrets() {
        Token token = current;
        return token == null ? keySecrets : token.secrets;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JwtCredential signer && signer.id.equals(id) && signer.secret.equals(secret);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "signing key";
    }

    String sign(long timestamp, long expires) {
        String payload = "{\"api_key\":\"" + id + "\",\"exp\":" + expires + ",\"timestamp\":" + timestamp + "}";
        String signed = HEADER + "." + encode(payload.getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return signed + "." + encode(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java platform", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
