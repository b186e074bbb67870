package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.LATER;
import static io.github.camelglm4.testing.Patience.SOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A stream larger than the memory is paused while its reader pauses, and completely read when it continues. */
class WireMemoryTest {

    @RegisterExtension
    static final ScriptedServer server = ScriptedServer.start();

    private static final int CHUNKS = 10_000;

    /** 16 kilobytes on the wire with one character of text. */
    private static final String EVENT = "{\"id\":\"c\",\"padding\":\"" + "x".repeat(16_000)
            + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"y\"}}]}";

    @Test
    void aStreamOf160MegabytesFitsInto64() throws Exception {
        server.enqueue(Reply.stream().repeatEvent(EVENT, CHUNKS).event("[DONE]").lastChunk());
        Process probe = start(WireMemoryProbe.class, server.baseUrl());
        // then its output ends, and a test that waits for more of it fails
        CompletableFuture.delayedExecutor(90, TimeUnit.SECONDS).execute(probe::destroyForcibly);
        try (BufferedReader output = probe.inputReader(UTF_8)) {
            assertThat(output.readLine()).isEqualTo("first");
            RecordedRequest request = server.takeRequest(SOON);
            assertThat(WireTestSupport.whatIsWrittenInTheEnd(request)).isLessThanOrEqualTo(16_000_000);
            assertThat(probe.isAlive()).isTrue();

            probe.outputWriter().append('\n').close();
            assertThat(output.readLine()).isEqualTo((CHUNKS + 1) + " chunks, " + CHUNKS + " characters");
            assertThat(request.bytesWritten()).isGreaterThan(160_000_000);
            assertThat(probe.waitFor(LATER.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(probe.exitValue()).isZero();
        } finally {
            probe.destroyForcibly();
        }
    }

    private static Process start(Class<?> main, String argument) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(java, "-Xmx64m", "-cp", classPath, main.getName(), argument))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
