package io.github.camelglm4.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NettyVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"4.1.124.Final", "4.1.130.Final", "4.1.131.Final"})
    void versionsWithTheContinuationFloodAreKnown(String version) {
        assertThat(NettyVersion.knownHole(version))
                .hasValueSatisfying(hole -> assertThat(hole).contains("CVE-2026-33871", "fixed in 4.1.132.Final"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.2.0.Final", "4.2.9.Final"})
    void thoseOfTheNextMinorVersionToo(String version) {
        assertThat(NettyVersion.knownHole(version))
                .hasValueSatisfying(hole -> assertThat(hole).contains("fixed in 4.2.10.Final"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4.1.132.Final",
                "4.1.136.Final",
                "4.1.1000.Final",
                "4.2.10.Final",
                "4.3.0.Final",
                "5.0.0.Final",
                ""
            })
    void othersHaveNone(String version) {
        assertThat(NettyVersion.knownHole(version)).isEmpty();
    }

    @Test
    void theTestsRunWithoutOne() {
        assertThat(NettyVersion.knownHole(
                        Version.identify().get("netty-codec-http2").artifactVersion()))
                .isEmpty();
    }
}
