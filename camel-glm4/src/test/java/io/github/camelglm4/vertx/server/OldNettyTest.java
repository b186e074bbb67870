package io.github.camelglm4.vertx.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.LogCapture;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that starts with a vulnerable Netty version logs a warning. */
class OldNettyTest extends Glm4TestSupport {

    private static final String VERSIONS = "META-INF/io.netty.versions.properties";

    @ParameterizedTest
    @CsvSource({"4.1.130.Final, true", "4.1.136.Final, false"})
    void isWarnedOfAtStart(String version, boolean warned, @TempDir Path directory) throws Exception {
        Path versions = Files.writeString(directory.resolve("versions"), """
                netty-codec-http2.version=%s
                netty-codec-http2.buildDate=2026-01-01 00\\:00\\:00 +0000
                netty-codec-http2.commitDate=2026-01-01 00\\:00\\:00 +0000
                netty-codec-http2.shortCommitHash=0
                netty-codec-http2.longCommitHash=0
                netty-codec-http2.repoStatus=clean
                """.formatted(version));
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (LogCapture log = new LogCapture("io.github.camelglm4")) {
            thread.setContextClassLoader(
                    new OtherVersions(before, versions.toUri().toURL()));
            serve();

            assertThat(log.text().contains("CVE-2026-33871")).isEqualTo(warned);
            assertThat(log.levels().contains("WARN")).isEqualTo(warned);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void serve() throws Exception {
        String uri = "glm4:served?serverPort=" + FreePort.next();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri).setBody(constant("x"));
            }
        });
    }

    /** The class path without the file that has Netty's versions. */
    private static final class OtherVersions extends ClassLoader {

        private final URL versions;

        OtherVersions(ClassLoader parent, URL versions) {
            super(parent);
            this.versions = versions;
        }

        @Override
        public Enumeration<URL> getResources(String name) throws IOException {
            return name.equals(VERSIONS)
                    ? Collections.enumeration(Collections.singleton(versions))
                    : super.getResources(name);
        }
    }
}
