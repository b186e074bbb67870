package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    /** It would count on its own, and grant more than the limits. */
    @Test
    void anH2FileOfAnotherGatewayEndsTheStart() throws Exception {
        String url = "jdbc:h2:file:" + folder.resolve("used");
        open(url).close();

        // H2 locks its file like this
        try (FileChannel file = FileChannel.open(folder.resolve("used.mv.db"), StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThatThrownBy(() -> open(url))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(
                            "gateway.database=" + url + " cannot be opened: Database may be already in use")
                    .hasMessageEndingWith("If another gateway uses it, set PostgreSQL for both");
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
