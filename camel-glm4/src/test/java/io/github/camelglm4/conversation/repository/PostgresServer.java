package io.github.camelglm4.conversation.repository;

import static io.github.camelglm4.testing.Patience.LONG;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.camelglm4.testing.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/**
 * A PostgreSQL of the test's own: a new cluster in a temporary directory, on loopback, run by a user without privileges
 * as it demands. Closing it removes everything.
 */
public final class PostgresServer implements AutoCloseable {

    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String USER = "postgres";

    private final Path programs;
    private final Path directory;
    private final int port = FreePort.next();
    private Process process;

    private PostgresServer(Path programs, Path directory) {
        this.programs = programs;
        this.directory = directory;
    }

    /** Starts one, or aborts the test with a plain message where there is none. */
    public static PostgresServer start() throws IOException, InterruptedException {
        Path programs = programs();
        Path directory = Files.createTempDirectory("glm4-postgres");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        if (isRoot()) {
            run(List.of("chown", USER, directory.toString()), directory);
        }
        PostgresServer server = new PostgresServer(programs, directory);
        run(
                asUser(
                        programs.resolve("initdb"),
                        "-D",
                        server.data(),
                        "-U",
                        "glm4",
                        "-A",
                        "trust",
                        "-E",
                        "UTF8",
                        "--no-sync"),
                directory);
        server.restart();
        return server;
    }

    /** Starts it again after {@link #kill}, with the same data and address. */
    public void restart() throws IOException {
        // it need not wait for the disk: processes are killed, not the machine
        process = process(
                        asUser(
                                programs.resolve("postgres"),
                                "-D",
                                data(),
                                "-p",
                                port,
                                "-h",
                                "127.0.0.1",
                                "-k",
                                directory,
                                "-F"),
                        directory)
                .start();
        await().atMost(LONG).ignoreExceptions().until(this::answers);
    }

    /** Ends it in the middle of its work: SIGQUIT makes it drop all connections and transactions. */
    public void kill() throws IOException, InterruptedException {
        run(List.of("kill", "-QUIT", String.valueOf(process.pid())), directory);
        process.waitFor();
    }

    private Path data() {
        return directory.resolve("data");
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=glm4";
    }

    /** Connections to a server at that URL; the caller disposes of the pool. */
    public static JdbcConnectionPool connections(String url) {
        PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
        source.setUrl(url);
        JdbcConnectionPool pool = JdbcConnectionPool.create(source);
        pool.setMaxConnections(16);
        return pool;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private boolean answers() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url())) {
            return connection.isValid(1);
        }
    }

    private static Path programs() throws IOException {
        if (isRoot() && !Files.readString(Path.of("/etc/passwd")).contains("\n" + USER + ":")) {
            return abort("PostgreSQL refuses to run as root, and there is no user " + USER);
        }
        if (!Files.isDirectory(DEBIAN)) {
            return abort("there is no PostgreSQL in " + DEBIAN + ": apt-get install postgresql");
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElseGet(() -> abort("there is no PostgreSQL server in " + DEBIAN));
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static List<String> asUser(Object... command) {
        List<String> words = new ArrayList<>();
        if (isRoot()) {
            words.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
        }
        for (Object word : command) {
            words.add(word.toString());
        }
        return words;
    }

    private static ProcessBuilder process(List<String> command, Path directory) {
        Path log = Path.of("target", "postgres.log");
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(log.toAbsolutePath().toFile()));
    }

    private static void run(List<String> command, Path directory) throws InterruptedException {
        try {
            int code = process(command, directory).start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(command + " ended with " + code + ": see target/postgres.log");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
