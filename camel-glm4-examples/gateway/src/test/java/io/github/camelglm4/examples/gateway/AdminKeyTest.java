package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The key of the administrator. */
class AdminKeyTest {

    @Test
    void isTheConfiguredOne() {
        AdminKey key = AdminKey.of(" sk-admin ");

        assertThat(key.matches("sk-admin")).isTrue();
        assertThat(key.matches("sk-admim")).isFalse();
        assertThat(key.matches("")).isFalse();
        assertThat(key.matches(null)).isFalse();
        assertThat(key.isRandom()).isFalse();
    }

    @Test
    void isAnotherOneInEachRunIfNoneIsConfigured() {
        AdminKey one = AdminKey.of("");

        assertThat(one.isRandom()).isTrue();
        assertThat(one.matches(one.show())).isTrue();
        assertThat(one.matches("")).isFalse();
        assertThat(one.matches(AdminKey.of(" ").show())).isFalse();
    }

    @Test
    void isInNoText() {
        assertThat(AdminKey.of("SECRET").toString()).doesNotContain("SECRET");
    }
}
