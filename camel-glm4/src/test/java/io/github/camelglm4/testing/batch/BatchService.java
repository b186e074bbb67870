package io.github.camelglm4.testing.batch;

import com.sun.net.httpserver.HttpServer;
import io.github.camelglm4.testing.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A service of files and batches on loopback. It stores uploaded files on the disk, validates the lines of a batch,
 * answers them in random order, and records all requests. Without other settings, each batch is answered at once, and
 * each line gets {@code answer to TEXT}.
 *
 * <pre>{@code
 * @RegisterExtension
 * final BatchService service = BatchService.start();
 *
 * service.with(Quirk.MILLISECONDS).hold().fail(Operation.CREATE, Fault.rateLimit());
 * }</pre>
 *
 * As an extension field of the test instance, it is closed after its test. Without JUnit, use try-with-resources.
 */
public final class BatchService implements AutoCloseable, AfterEachCallback {

    private static final String BASE = "/api/paas/v4";

    static {
        // without it, each small response waits 40 ms for an acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final BatchStore store = new BatchStore();
    private final BatchWork work = new BatchWork(store);
    private final BatchScript script = new BatchScript();
    private final BatchOperations operations = new BatchOperations(store, this::started, this::canceled);
    private final ExecutorService connections = Executors.newCachedThreadPool(BatchService::daemon);
    private final ExecutorService worker = Executors.newSingleThreadExecutor(BatchService::daemon);
    private final HttpServer server;
    private volatile boolean holds;
    private volatile List<Finding> nextFindings = List.of();

    private BatchService() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(BASE + "/", new BatchHandler(BASE, store, operations, script));
        server.setExecutor(connections);
        server.start();
    }

    public static BatchService start() {
        return new BatchService();
    }

    private static Thread daemon(Runnable run) {
        Thread thread = new Thread(run, "batch-service");
        thread.setDaemon(true);
        return thread;
    }

    /** Without a slash at the end. */
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + BASE;
    }

    // ---- Settings

    /** Replaces the quirks. */
    public BatchService with(Quirk... quirks) {
        Set<Quirk> all = Set.of(quirks);
        work.quirks = all;
        operations.quirks = all;
        return this;
    }

    /** Computes the result of a line, which is given as its complete JSON object. */
    public BatchService answers(Function<Map<String, Object>, LineAnswer> answers) {
        work.answers = answers;
        return this;
    }

    /** The most batches in a page of the list. The default is 100, the limit of the service. */
    public BatchService pageSize(int batches) {
        operations.pageSize = batches;
        return this;
    }

    /** The size over which an upload gets status 435. The default is 100 MB. */
    public BatchService maxFileSize(long bytes) {
        script.maxFileSize(bytes);
        return this;
    }

    /**
     * Batches created from now on stay {@code in_progress}, or after a cancellation {@code cancelling}, until the test
     * ends them.
     */
    public BatchService hold() {
        holds = true;
        return this;
    }

    /** Batches created from now on fail validation with these findings. */
    public BatchService findings(Finding... findings) {
        nextFindings = List.of(findings);
        return this;
    }

    /** The next requests of that operation meet these faults, in this order. */
    public BatchService fail(Operation operation, Fault... faults) {
        script.fail(operation, List.of(faults));
        return this;
    }

    /** Called on the thread of the connection when a request has been read, before it is executed. It may block. */
    public BatchService onRequest(Consumer<BatchRequest> hook) {
        script.onRequest(hook);
        return this;
    }

    /** Called on the thread of the connection when a request has been executed, before the response. It may block. */
    public BatchService onExecuted(Consumer<BatchRequest> hook) {
        script.onExecuted(hook);
        return this;
    }

    // ---- Batches

    private void started(BatchJob job) {
        List<Finding> findings = nextFindings;
        boolean held = holds;
        worker.execute(() -> {
            if (!findings.isEmpty()) {
                store.locked(() -> {
                    job.findings = findings;
                    job.enter("failed");
                    return null;
                });
                return;
            }
            work.validate(job);
            if (!held && !status(job.id).equals("failed")) {
                work.end(job, "completed", BatchWork.ALL);
            }
        });
    }

    private void canceled(BatchJob job) {
        if (!holds) {
            worker.execute(() -> {
                if (status(job.id).equals("cancelling")) {
                    work.end(job, "cancelled", 0);
                }
            });
        }
    }

    /** Answers all lines of all batches that are in progress. */
    public void completeAll() {
        awaitAllValidated();
        for (BatchJob job : store.jobs()) {
            if (status(job.id).equals("in_progress")) {
                work.end(job, "completed", BatchWork.ALL);
            }
        }
    }

    /**
     * Answers some lines of a batch and ends it.
     *
     * @param status {@code completed}, {@code expired}, {@code failed} or {@code cancelled}
     * @param answered the most lines that get a result
     */
    public void end(String batchId, String status, int answered) {
        awaitAllValidated();
        work.end(store.job(batchId), status, answered);
    }

    /** Changes only the status, to any text. */
    public void setStatus(String batchId, String status) {
        awaitAllValidated();
        store.locked(() -> {
            store.job(batchId).enter(status);
            return null;
        });
    }

    /** Adds a file without a request. Returns its id. */
    public String addFile(String content) {
        Path path = store.newPath();
        try {
            Files.writeString(path, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return store.addFile("added.jsonl", "batch", path).id();
    }

    /** Adds a batch without a request, for a file that exists. It is processed as others. Returns its id. */
    public String addBatch(String inputFileId, Map<String, Object> metadata) {
        BatchJob job = new BatchJob(BatchOperations.newId(), inputFileId, RequestLines.URL, false, metadata);
        store.addJob(job);
        started(job);
        return job.id;
    }

    /** Adds completed batches of another application. They are newer than those that exist. */
    public void addOtherBatches(int count) {
        for (int i = 0; i < count; i++) {
            BatchJob job = new BatchJob(BatchOperations.newId(), "other-file", RequestLines.URL, false, Map.of());
            job.enter("completed");
            store.addJob(job);
        }
    }

    private void awaitAllValidated() {
        store.await(
                () -> store.jobs().stream().noneMatch(job -> job.status.equals("validating")),
                Patience.SOON,
                "all batches validated");
    }

    // ---- What a test can see

    /** All requests so far, in the order in which they were read. */
    public List<BatchRequest> requests() {
        return script.requests();
    }

    public List<BatchRequest> requests(Operation operation) {
        return script.requests(operation);
    }

    /** Waits until at least that number of requests of the operation have arrived. */
    public void awaitRequests(Operation operation, int count, Duration limit) throws InterruptedException {
        script.await(operation, count, limit);
    }

    /** The ids of all batches, the newest first. */
    public List<String> batches() {
        return store.jobs().stream().map(job -> job.id).toList();
    }

    /** The batch as the service describes it. */
    public Map<String, Object> batch(String id) {
        return store.locked(() -> new BatchJson(operations.quirks).batch(store.job(id)));
    }

    public String status(String batchId) {
        return store.locked(() -> store.job(batchId).status);
    }

    /** Waits until the batch has that status. */
    public void awaitStatus(String batchId, String status) {
        store.await(() -> store.job(batchId).status.equals(status), Patience.LONG, batchId + " is " + status);
    }

    /** The ids of the files that exist, the oldest first. */
    public List<String> files() {
        return store.files().stream().map(StoredFile::id).toList();
    }

    /** Waits until exactly that number of files exist. */
    public void awaitFiles(int count) {
        store.await(() -> store.files().size() == count, Patience.SOON, count + " files, not " + store.files());
    }

    /** The content of a file. */
    public String content(String fileId) {
        return store.file(fileId).text();
    }

    /** Replaces the content of a file, as of a result file with lines that the service should not write. */
    public BatchService rewrite(String fileId, UnaryOperator<String> change) {
        StoredFile file = store.file(fileId);
        try {
            Files.writeString(file.path(), change.apply(file.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Deletes a file without a request, as another application would. */
    public BatchService removeFile(String fileId) {
        store.deleteFile(fileId);
        return this;
    }

    // ---- Life cycle

    @Override
    public void close() {
        server.stop(0);
        connections.shutdownNow();
        worker.shutdownNow();
        store.deleteAll();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }
}
