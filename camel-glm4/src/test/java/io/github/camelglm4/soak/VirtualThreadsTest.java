package io.github.camelglm4.soak;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * On Java 25, with Camel's virtual threads: routes run on them, all kinds of calls work, and no carrier is pinned. The
 * JDK is that of {@code -Dvirtual.java.home}, or another installed one; without one the test is skipped.
 */
@Timeout(180)
class VirtualThreadsTest {

    /** With 25 a lock of an object no longer pins. */
    private static final int VERSION = 25;

    private static final List<Path> PLACES = List.of(Path.of("/usr/lib/jvm"), Path.of("/opt/java"));

    @Test
    void routesRunOnThemAndPinNoCarrier() throws Exception {
        Optional<Path> home = javaHome();
        assumeTrue(home.isPresent(), "no JDK " + VERSION + " or later in " + PLACES + ", nor in -Dvirtual.java.home");

        Properties outcome = run(home.get());

        assertThat(outcome.getProperty("problems")).isEqualTo("[]");
        assertThat(number(outcome, "version")).isGreaterThanOrEqualTo(VERSION);
        assertThat(number(outcome, "answers")).isGreaterThan(number(outcome, "exchanges") / 2);
        assertThat(number(outcome, "stepsOnVirtualThreads")).isPositive();
        assertThat(number(outcome, "stepsOnEventLoops")).isZero();
        assertThat(number(outcome, "pinned")).isZero();
    }

    private static Properties run(Path home) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(
                        home.resolve("bin/java").toString(),
                        "-Xmx512m",
                        // or the JVM warns of Netty
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Dcamel.threads.virtual.enabled=true",
                        "-cp",
                        classPath,
                        VirtualThreadsRun.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            Properties outcome = new Properties();
            outcome.load(process.inputReader(StandardCharsets.UTF_8));
            assertThat(process.waitFor(LATER.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            return outcome;
        } finally {
            process.destroyForcibly();
        }
    }

    private static int number(Properties outcome, String name) {
        return Integer.parseInt(outcome.getProperty(name));
    }

    private static Optional<Path> javaHome() throws IOException {
        String named = System.getProperty("virtual.java.home");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        for (Path place : PLACES) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> homes = Files.list(place)) {
                    Optional<Path> found =
                            homes.filter(VirtualThreadsTest::isNewEnough).findFirst();
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isNewEnough(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin/java")) || !Files.isReadable(release)) {
            return false;
        }
        Properties properties = new Properties();
        try (var lines = Files.newBufferedReader(release)) {
            properties.load(lines);
        } catch (IOException e) {
            return false;
        }
        String version = properties.getProperty("JAVA_VERSION", "\"0\"").replace("\"", "");
        return Integer.parseInt(version.split("[^0-9]", 2)[0]) >= VERSION;
    }
}
