package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.net.ServiceUrl;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A client without Camel, for tests of files that are sent and received. */
public abstract class FileCallSupport {

    protected static final String KEY = "a-secret-key-of-the-caller";
    protected static final CallLimits PATIENT = new CallLimits(10_000, 60_000, 60_000, 0, 1_000);

    /** One worker: a task that blocks it stops the writing of files. */
    protected final Vertx vertx = Vertx.vertx(new VertxOptions().setWorkerPoolSize(1));

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    protected final Glm4Client client = new Glm4Client(vertx, pool);

    @TempDir
    protected Path folder;

    @AfterEach
    void stop() throws Exception {
        get(client.close());
        pool.shutdown();
        get(vertx.close().toCompletionStage().toCompletableFuture());
    }

    protected ApiRequest request(
            String baseUrl, String operation, RequestContent content, CallLimits limits, int retries) {
        ServiceUrl url = ServiceUrl.parse(baseUrl);
        return new ApiRequest(
                client.pools(new HttpSettings(10_000, null, null)),
                url,
                url.operation(operation),
                new ApiKeys(Clock.systemUTC()).bearer(KEY),
                Map.of(),
                Secrets.NONE,
                limits,
                new RetryPolicy(retries, 1, 1),
                null,
                content,
                null);
    }

    protected static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    protected static <X extends Glm4Exception> X failure(CompletableFuture<?> future, Class<X> type) {
        Throwable thrown = catchThrowable(() -> get(future));
        assertThat(thrown.getCause()).isExactlyInstanceOf(type);
        assertThat(thrown.getCause().getMessage()).doesNotContain(KEY);
        return type.cast(thrown.getCause());
    }

    /** The names of the files in the folder of the test. */
    protected List<String> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns whether this process has the file open; works on Linux only. */
    protected static boolean isOpen(Path file) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.anyMatch(descriptor -> {
                try {
                    return Files.readSymbolicLink(descriptor).equals(file.toRealPath());
                } catch (IOException e) {
                    return false;
                }
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
