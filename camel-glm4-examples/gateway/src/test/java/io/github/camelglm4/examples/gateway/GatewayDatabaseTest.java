package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is not available is reported with its reason. */
class GatewayDatabaseTest {
    @TempDir
    Path folder;

    @Test
    void anH2FileIsCreated() {
        try (HikariDataSource database = open("jdbc:h2:file:" + folder.resolve("new"))) {
            assertThat(GatewayDatabase.problem(database)).isEmpty();
        }
    }

    @Test
    void aPortWhereNobodyListensIsReported() throws Exception {
        try (HikariDataSource database = open("jdbc:postgresql://localhost:" + Http.freePort() + "/x")) {
            assertThat(GatewayDatabase.problem(database).orElseThrow()).contains("refused");
        }
    }

    @Test
    void passwordsAreNotShown() {
        assertThat(GatewayDatabase.shown("jdbc:postgresql://me:SECRET@db:5432/usage?password=SECRET"))
                .isEqualTo("jdbc:postgresql://db:5432/usage");
        assertThat(GatewayDatabase.shown("jdbc:h2:file:./usage;PASSWORD=SECRET"))
                .isEqualTo("jdbc:h2:file:./usage");
    }

    private static HikariDataSource open(String url) {
        return GatewayDatabase.open(
                new GatewaySettings("localhost", 8000, "", "", "", "none", url, "", "", "", "localhost", 9876));
    }
}
