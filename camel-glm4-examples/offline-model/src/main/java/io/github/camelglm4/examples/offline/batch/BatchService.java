package io.github.camelglm4.examples.offline.batch;

import io.github.camelglm4.examples.offline.operation.ErrorReply;
import io.github.camelglm4.net.Loopback;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Files and batches over HTTP: upload, list, content and deletion of files; creation, list, status and cancellation of
 * batches. One batch is answered at a time. Nothing survives the end of the process.
 */
public final class BatchService implements AutoCloseable {
    private static final long MAX_UPLOAD = 100L * 1024 * 1024;
    private static final int MAX_JSON = 64 * 1024;
    private static final int MAX_PAGE = 100;
    private static final String DEFAULT_PAGE = "20";

    private final FileStore files = new FileStore();
    private final BatchRun run;
    private final BatchStore batches = new BatchStore();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(BatchService::daemon);

    /** @param model URL of the chat completions of the model; called for each line of a batch */
    public BatchService(Supplier<URI> model) {
        this.run = new BatchRun(files, model);
    }

    private static Thread daemon(Runnable run) {
        Thread thread = new Thread(run, "offline model: batches");
        thread.setDaemon(true);
        return thread;
    }

    /** Adds the operations to a router, below that path. */
    public void mount(Router router, String path) {
        BodyHandler form = BodyHandler.create(files.folder().toString()).setBodyLimit(MAX_UPLOAD + MAX_JSON);
        BodyHandler json = BodyHandler.create(false).setBodyLimit(MAX_JSON);
        router.route(path + "/files/*").handler(BatchService::requireProgram);
        router.route(path + "/batches/*").handler(BatchService::requireProgram);
        router.post(path + "/files").handler(form).handler(this::upload);
        router.get(path + "/files").handler(this::listFiles);
        router.get(path + "/files/:id/content").handler(this::download);
        router.delete(path + "/files/:id").handler(this::deleteFile);
        router.post(path + "/batches").handler(json).handler(this::create);
        router.get(path + "/batches").handler(this::list);
        router.get(path + "/batches/:id").handler(this::get);
        router.post(path + "/batches/:id/cancel").handler(json).handler(this::cancel);
        router.route(path + "/files/*").failureHandler(BatchService::failed);
        router.route(path + "/batches/*").failureHandler(BatchService::failed);
    }

    /** Web pages of other sites must not store files here. Their requests have an origin, or the name of their site. */
    private static void requireProgram(RoutingContext call) {
        HostAndPort authority = call.request().authority();
        if (call.request().getHeader("Origin") != null || authority == null || !Loopback.is(authority.host())) {
            refuse(call, 403, "Files and batches of the offline model are for programs of this machine.");
        } else {
            call.next();
        }
    }

    // ---- Files

    private void upload(RoutingContext call) {
        List<FileUpload> uploads = call.fileUploads();
        String purpose = call.request().getFormAttribute("purpose");
        if (!StoredFile.PURPOSE.equals(purpose) || uploads.size() != 1) {
            uploads.forEach(upload -> FileStore.discard(Path.of(upload.uploadedFileName())));
            refuse(call, 400, "The form must have one file, and the purpose " + StoredFile.PURPOSE + ".");
            return;
        }
        FileUpload upload = uploads.get(0);
        call.json(
                files.add(upload.fileName(), Path.of(upload.uploadedFileName())).json());
    }

    private void listFiles(RoutingContext call) {
        List<JsonObject> all = files.all().stream().map(StoredFile::json).toList();
        call.json(page(all, false));
    }

    private void download(RoutingContext call) {
        StoredFile file = files.find(call.pathParam("id"));
        if (file == null) {
            refuse(call, 404, "The file " + call.pathParam("id") + " does not exist.");
            return;
        }
        call.response().putHeader("Content-Type", "application/octet-stream");
        call.response().sendFile(file.path().toString());
    }

    private void deleteFile(RoutingContext call) {
        String id = call.pathParam("id");
        if (files.delete(id)) {
            call.json(new JsonObject().put("id", id).put("object", "file").put("deleted", true));
        } else {
            refuse(call, 404, "The file " + id + " does not exist.");
        }
    }

    // ---- Batches

    private void create(RoutingContext call) {
        JsonObject request = call.body().asJsonObject();
        if (request == null) {
            refuse(call, 400, "The request has no body.");
            return;
        }
        String inputFileId = String.valueOf(request.getValue("input_file_id"));
        if (files.find(inputFileId) == null) {
            refuse(call, 400, "The file " + inputFileId + " does not exist.");
            return;
        }
        if (!RequestLine.URL.equals(request.getValue("endpoint"))) {
            refuse(call, 400, "endpoint must be " + RequestLine.URL + ", but is " + request.getValue("endpoint") + ".");
            return;
        }
        // as the hosted service: the file is deleted unless the request says otherwise
        boolean deletesInput = !Boolean.FALSE.equals(request.getValue("auto_delete_input_file"));
        Batch batch = new Batch(inputFileId, deletesInput, request.getJsonObject("metadata", new JsonObject()));
        batches.add(batch);
        call.json(batch.json());
        worker.execute(() -> run.run(batch));
    }

    private void list(RoutingContext call) {
        String after = call.request().getParam("after");
        int limit = Integer.parseInt(call.request().getParam("limit", DEFAULT_PAGE));
        if (limit < 1 || limit > MAX_PAGE) {
            refuse(call, 400, "limit must be from 1 to " + MAX_PAGE + ", but is " + limit + ".");
            return;
        }
        BatchStore.Page page = batches.page(after, limit);
        call.json(page(page.batches().stream().map(Batch::json).toList(), page.hasMore()));
    }

    private void get(RoutingContext call) {
        Batch batch = batches.find(call.pathParam("id"));
        if (batch == null) {
            refuse(call, 404, "The batch " + call.pathParam("id") + " does not exist.");
        } else {
            call.json(batch.json());
        }
    }

    private void cancel(RoutingContext call) {
        Batch batch = batches.find(call.pathParam("id"));
        if (batch == null) {
            refuse(call, 404, "The batch " + call.pathParam("id") + " does not exist.");
        } else if (batch.cancel()) {
            call.json(batch.json());
        } else {
            refuse(call, 400, "The batch " + batch.id() + " has already ended.");
        }
    }

    private static JsonObject page(List<JsonObject> data, boolean hasMore) {
        return new JsonObject()
                .put("object", "list")
                .put("data", new JsonArray(data))
                .put("first_id", data.isEmpty() ? null : data.get(0).getString("id"))
                .put(
                        "last_id",
                        data.isEmpty() ? null : data.get(data.size() - 1).getString("id"))
                .put("has_more", hasMore);
    }

    // ---- Errors

    private static void failed(RoutingContext call) {
        Throwable failure = call.failure();
        if (call.statusCode() == 413) {
            // the status of the hosted service for files over 100 MB
            refuse(call, call.request().method() == HttpMethod.POST ? 435 : 413, "The request is larger than 100 MB.");
        } else if (failure instanceof IllegalStateException) {
            refuse(call, 400, failure.getMessage());
        } else if (failure instanceof DecodeException
                || failure instanceof NumberFormatException
                || failure instanceof ClassCastException) {
            refuse(call, 400, "The request is not valid: " + failure.getMessage());
        } else {
            refuse(call, call.statusCode() < 400 ? 500 : call.statusCode(), "The request failed: " + failure);
        }
    }

    private static void refuse(RoutingContext call, int status, String message) {
        ErrorReply.send(call, status, ErrorReply.INVALID, message);
    }

    @Override
    public void close() {
        worker.shutdownNow();
        files.close();
    }
}
