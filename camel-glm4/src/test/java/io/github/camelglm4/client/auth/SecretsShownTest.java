package io.github.camelglm4.client.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are masked before a text is cut, so that no part of one remains at the end. */
class SecretsShownTest {

    private static final String KEY = "0123456789abcdef.Sk3tch0fASecret1";

    private final Secrets secrets = new Secrets(List.of(KEY, "Sk3tch0fASecret1"));

    @Test
    void noPlaceOfTheCutShowsAPartOfAKey() {
        for (int before = 0; before < 12_000; before += before < 1_100 ? 1 : 37) {
            String shown = secrets.show("y".repeat(before) + KEY + "z".repeat(2_000), 1_000);

            assertThat(shown)
                    .as("%d characters before the key", before)
                    .doesNotContain("0123")
                    .hasSizeLessThan(1_010);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void whatMasksShortensCountsToo(int offset) {
        String shown = secrets.show("-".repeat(offset) + (" ".repeat(40) + KEY).repeat(500), 100);

        assertThat(shown).doesNotContain("0123").doesNotContain("Sk3").startsWith("-".repeat(offset));
    }

    @Test
    void otherSpellingsAreMasked() {
        String base64 = Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8));
        String upper = KEY.toUpperCase(Locale.ROOT);

        assertThat(secrets.show("a " + base64 + " b " + upper + " c", 500))
                .doesNotContain(base64.substring(0, 20))
                .doesNotContain(upper)
                .startsWith("a xxxxxx")
                .endsWith("b xxxxxx c");
    }

    @Test
    void aForgedLineStaysOneLine() {
        assertThat(secrets.showName("1210\n2026-01-01 ERROR all is lost \u001B[2J"))
                .isEqualTo("1210 2026-01-01 ERROR all is lost \uFFFD[2J");
    }
}
