package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The digest of a request's key is computed once, however many models have keys. */
class KeyDigestsTest extends ServingTestSupport {

    private static final String KEY_OF_ALL = "sk-of-all-models";
    private static final AtomicInteger DIGESTS = new AtomicInteger();
    private static final Provider COUNTING = new CountingProvider();

    /** Counts the digests of the key. */
    public static final class CountingSha256 extends MessageDigestSpi {

        private final MessageDigest real;

        public CountingSha256() throws NoSuchAlgorithmException, NoSuchProviderException {
            real = MessageDigest.getInstance("SHA-256", "SUN");
        }

        @Override
        protected void engineUpdate(byte input) {
            real.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            byte[] key = KEY_OF_ALL.getBytes(StandardCharsets.UTF_8);
            if (Arrays.equals(key, Arrays.copyOfRange(input, offset, offset + length))) {
                DIGESTS.incrementAndGet();
            }
            real.update(input, offset, length);
        }

        @Override
        protected byte[] engineDigest() {
            return real.digest();
        }

        @Override
        protected void engineReset() {
            real.reset();
        }
    }

    private static final class CountingProvider extends Provider {

        private static final long serialVersionUID = 1L;

        CountingProvider() {
            super("counting", "1", "counts digests");
            put("MessageDigest.SHA-256", CountingSha256.class.getName());
        }
    }

    @BeforeEach
    void count() {
        Security.insertProviderAt(COUNTING, 1);
        DIGESTS.set(0);
    }

    @AfterEach
    void countNoMore() {
        Security.removeProvider(COUNTING.getName());
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = 0; i < 5; i++) {
                    from("glm4:other-" + i + "?serverApiKeys=sk-other-" + i).setBody(constant("other"));
                    from("glm4:m-" + i + "?serverApiKeys=all:" + KEY_OF_ALL).setBody(constant("yes"));
                }
            }
        };
    }

    @Test
    void aQuestionNeedsOne() throws Exception {
        assertThat(send(chat(asking("m-3", "hi", "")).header("Authorization", "Bearer " + KEY_OF_ALL))
                        .statusCode())
                .isEqualTo(200);

        assertThat(DIGESTS).hasValue(1);
    }

    @Test
    void theListOfModelsNeedsOne() throws Exception {
        assertThat(send(HttpRequest.newBuilder(URI.create(url("/models")))
                                .header("Authorization", "Bearer " + KEY_OF_ALL))
                        .body())
                .contains("m-0", "m-4")
                .doesNotContain("other");

        assertThat(DIGESTS).hasValue(1);
    }
}
