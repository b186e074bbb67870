package io.github.camelglm4.cost;

import static io.github.camelglm4.testing.Patience.LONG;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What calls and chunks cost does not creep up. Memory and threads are counted, no time is taken, and in a process of
 * its own: a busy machine, other tests and the agent that counts coverage make no difference. Its compiler is the
 * simple one, which does away with no allocation: how far a compiler has come makes no difference either.
 *
 * <p>The upper limits are a little above what was counted when they were set (16,666 bytes, 710, 1,988 and 13 threads),
 * the lower ones show that something was counted. A commit that raises one says why.
 */
@Tag("timing")
class CostTest {

    @RegisterExtension
    static final ScriptedServer server = ScriptedServer.start();

    static final int CHUNKS = 2_000;
    static final int AT_ONCE = 300;

    private static final String EVENT = "{\"id\":\"2026112610\",\"created\":1764151200,\"model\":\"glm-4\",\"choices\":"
            + "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"word \"}}]}";

    @Test
    void bytesOfACall() throws Exception {
        server.otherwise(Reply.completion("The capital of France is Paris.")).recordNothing();

        assertThat(cost("call")).isBetween(5_000L, 18_500L);
    }

    /** Its key is masked in what the answer calls itself. */
    @Test
    void bytesOfACallWithAKey() throws Exception {
        server.otherwise(Reply.completion("The capital of France is Paris.")).recordNothing();

        assertThat(cost("keyed")).isBetween(5_000L, 18_500L);
    }

    @Test
    void bytesOfAChunkThatIsRead() throws Exception {
        server.otherwise(stream(CHUNKS)).recordNothing();

        assertThat(cost("read")).isBetween(200L, 800L);
    }

    @Test
    void bytesOfAChunkThatIsPushed() throws Exception {
        server.otherwise(stream(CHUNKS)).recordNothing();

        assertThat(cost("push")).isBetween(500L, 2_300L);
    }

    /** Half of them calls, half streams. */
    @Test
    void threadsOfManyRequestsAtOnce() throws Exception {
        CompletableFuture<Void> allThere = new CompletableFuture<>();
        server.otherwise(request -> (isStreamed(request) ? stream(20) : Reply.completion("Paris")).after(allThere));
        CompletableFuture.runAsync(() -> {
            server.awaitRequests(2 * AT_ONCE, LONG);
            allThere.complete(null);
        });

        assertThat(cost("threads")).isBetween(8L, 24L);
    }

    private static boolean isStreamed(RecordedRequest request) {
        return request.text().contains("\"stream\":true");
    }

    private static Reply stream(int chunks) {
        return Reply.stream().repeatEvent(EVENT, chunks).event("[DONE]").lastChunk();
    }

    private static long cost(String what) throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process probe = new ProcessBuilder(List.of(
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:ActiveProcessorCount=2",
                        "-Xmx256m",
                        "-cp",
                        classPath,
                        CostProbe.class.getName(),
                        server.baseUrl(),
                        what))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        // then its output ends, and whoever waits for it fails
        CompletableFuture.delayedExecutor(90, TimeUnit.SECONDS).execute(probe::destroyForcibly);
        try (BufferedReader output = probe.inputReader(UTF_8)) {
            String said = output.readLine();
            assertThat(said).as("what the probe says").isNotNull();
            return Long.parseLong(said);
        } finally {
            probe.destroyForcibly();
        }
    }
}
