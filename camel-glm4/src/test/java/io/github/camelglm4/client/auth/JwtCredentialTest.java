package io.github.camelglm4.client.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The platform's signed tokens: their bytes, and how long each is used. */
class JwtCredentialTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef.Sk3tch0fASecret1";

    /** Header, payload and signature, each computed without this code. */
    private static final String KNOWN = "eyJhbGciOiJIUzI1NiIsInNpZ25fdHlwZSI6IlNJR04ifQ"
            + ".eyJhcGlfa2V5IjoiMDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWYiLCJleHAiOjE3MDAwMDAyMTAwMDAsInRpbWVzdGFtcCI6MTcwMDAwMDAwMDAwMH0"
            + ".K9AqeKFFCKmT-RkTVYT-zRdYb1pM4RutvVbW8TR3NwQ";

    private final SettableClock clock = new SettableClock();
    private final ApiKeys keys = new ApiKeys(clock);

    @Test
    void signsTheKnownToken() {
        assertThat(keys.signing(KEY).authorization()).isEqualTo("Bearer " + KNOWN);
    }

    @Test
    void tokenIsUsedUntilHalfAMinuteBeforeItExpires() {
        Credential credential = keys.signing(KEY);
        String first = credential.authorization();

        clock.advance(Duration.ofMillis(179_999));
        assertThat(credential.authorization()).isEqualTo(first);
        clock.advance(Duration.ofMillis(1));
        assertThat(credential.authorization()).isNotEqualTo(first);
    }

    @Test
    void renewalMakesAFreshOneBeforeItsTime() {
        Credential credential = keys.signing(KEY);
        String first = credential.authorization();
        clock.advance(Duration.ofMillis(1));

        assertThat(credential.renew()).isTrue();

        assertThat(credential.authorization()).isNotEqualTo(first);
    }

    @Test
    void rotatedSecretNeverMeetsTheTokenOfItsPredecessor() {
        String before = keys.signing("id.secretOne").authorization();

        assertThat(keys.signing("id.secretTwo").authorization()).isNotEqualTo(before);
        assertThat(keys.signing("id.secretOne").authorization()).isEqualTo(before);
    }

    @Test
    void keyOfAnotherFormIsRefusedWithoutBeingShown() {
        for (String key : new String[] {"nodot", "a.b.c", ".b", "a.", "."}) {
            assertThatThrownBy(() -> keys.signing(key))
                    .as(key)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("authMode=jwt needs an apiKey of the form id.secret, with exactly one dot");
        }
    }

    @Test
    void bearerKeyCannotBeRenewed() {
        assertThat(keys.bearer(KEY).renew()).isFalse();
    }

    @Test
    void credentialsDoNotShowThemselves() {
        assertThat(keys.signing(KEY)).asString().doesNotContain("Sk3t", "0123");
        assertThat(keys.bearer(KEY)).asString().doesNotContain("Sk3t", "0123");
    }

    private static final class SettableClock extends Clock {

        private Instant now = Instant.ofEpochMilli(1_700_000_000_000L);

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
