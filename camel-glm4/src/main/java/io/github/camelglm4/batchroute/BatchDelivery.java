package io.github.camelglm4.batchroute;

import io.github.camelglm4.batch.Batch;
import io.github.camelglm4.batch.JsonLines;
import io.github.camelglm4.batch.JsonLines.Line;
import io.github.camelglm4.batch.ResultLine;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.text.PrintableText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers one batch that has ended: first the answers, in the order of the result files; then, in the order of the
 * input file, the requests that failed or have no result. Its files are complete before the first line is delivered. In
 * memory are one line and the ids of all lines. For one thread, and one use.
 */
final class BatchDelivery implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(BatchDelivery.class);

    /** What became of a delivery. */
    enum Outcome {
        /** Every line has been delivered. */
        COMPLETE,
        /** Lines must be delivered again, or were not reached. */
        INCOMPLETE,
        /** A file that is needed does not exist any more. */
        GONE
    }

    /** A failed line in a result file. */
    private record Place(JsonLines file, long offset) {}

    private final Batch batch;
    private final BlockingBatches service;
    private final LineDecoder decoder;
    private final LineSender sender;
    private final DeliveredKeys keys;
    private final BatchProgress progress;
    private final int maxLineSize;
    private final BooleanSupplier goOn;

    private final Path folder;
    private final List<JsonLines> open = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<String, Place> failed = new LinkedHashMap<>();
    private int unreadable;

    /**
     * @param maxLineSize maximum size of a line in bytes
     * @param goOn asked before each line; false to deliver no more
     */
    BatchDelivery(
            BatchProgress progress,
            BlockingBatches service,
            LineDecoder decoder,
            LineSender sender,
            DeliveredKeys keys,
            int maxLineSize,
            BooleanSupplier goOn)
            throws IOException {
        this.batch = progress.batch();
        this.progress = progress;
        this.service = service;
        this.decoder = decoder;
        this.sender = sender;
        this.keys = keys;
        this.maxLineSize = maxLineSize;
        this.goOn = goOn;
        this.folder = Files.createTempDirectory("glm4-batch-" + batch.id().replaceAll("\\W", "_") + "-");
    }

    /** Returns when all exchanges are completed. */
    Outcome deliver() throws Exception {
        List<JsonLines> results = new ArrayList<>();
        for (String id : new String[] {batch.outputFileId(), batch.errorFileId()}) {
            JsonLines file = open(id);
            if (file != null) {
                results.add(file);
            } else if (id != null && results.isEmpty()) {
                // deleted after an earlier delivery: the output file is the first
                return Outcome.GONE;
            }
        }
        progress.begin();
        for (JsonLines file : results) {
            deliverAnswers(file);
        }
        boolean gone = needsRequests() && !deliverOthers(open(batch.inputFileId()));
        sender.awaitCompletions();
        if (!goOn.getAsBoolean() || sender.failed() > 0) {
            return Outcome.INCOMPLETE;
        }
        return gone ? Outcome.GONE : Outcome.COMPLETE;
    }

    private JsonLines open(String fileId) throws Exception {
        Path file = fileId == null ? null : service.download(fileId, folder.resolve(open.size() + ".jsonl"));
        if (file == null) {
            return null;
        }
        JsonLines lines = new JsonLines(file, maxLineSize);
        open.add(lines);
        return lines;
    }

    private void deliverAnswers(JsonLines file) throws Exception {
        for (Line line = next(file); line != null; line = next(file)) {
            ResultLine result = result(line);
            if (result != null) {
                deliverAnswer(result, new Place(file, line.offset()));
            }
        }
    }

    /** Returns null for a line that cannot be read; its request is then one without a result. */
    private ResultLine result(Line line) {
        ResultLine result = line.object() == null ? null : ResultLine.of(line.object());
        if (result == null && unreadable++ == 0) {
            LOG.warn(
                    "Line {} of a result file of batch {} {}. Further lines that cannot be read are not reported",
                    line.number(),
                    PrintableText.name(batch.id()),
                    line.problem() == null ? "has no custom_id" : line.problem());
        }
        return result;
    }

    /** Of several results of a request, the first answer counts, otherwise the first failure. */
    private void deliverAnswer(ResultLine result, Place place) throws Exception {
        String id = result.customId();
        if (!seen.add(id) && !failed.containsKey(id)) {
            LOG.debug(
                    "Batch {} has more than one result for the request {}",
                    PrintableText.name(batch.id()),
                    PrintableText.name(id));
            return;
        }
        if (keys.hasLine(batch, id)) {
            progress.countDelivered();
            return;
        }
        ChatReply reply;
        try {
            reply = decoder.decode(result);
        } catch (RuntimeException e) {
            failed.putIfAbsent(id, place);
            return;
        }
        failed.remove(id);
        sender.answer(id, reply);
    }

    private boolean needsRequests() {
        return goOn.getAsBoolean()
                && (!failed.isEmpty()
                        || batch.counts().total() == 0
                        || batch.counts().total() > seen.size());
    }

    /** Returns false if the requests without a result are unknown. */
    private boolean deliverOthers(JsonLines requests) throws Exception {
        for (Line line = requests == null ? null : next(requests); line != null; line = next(requests)) {
            String id = line.object() == null ? null : Fields.text(line.object(), "custom_id");
            if (id != null) {
                deliverOther(id, line);
            }
        }
        for (Map.Entry<String, Place> other : failed.entrySet()) {
            if (!goOn.getAsBoolean()) {
                break;
            }
            sender.failure(other.getKey(), failure(other.getValue()), null);
        }
        return requests != null || batch.counts().total() > 0 && batch.counts().total() <= seen.size();
    }

    private void deliverOther(String id, Line request) throws Exception {
        Place place = failed.remove(id);
        if (place != null) {
            sender.failure(id, failure(place), request.object().get("body"));
        } else if (seen.add(id)) {
            if (keys.hasLine(batch, id)) {
                progress.countDelivered();
            } else {
                sender.failure(
                        id,
                        MissingAnswer.of(batch, request.number()),
                        request.object().get("body"));
            }
        }
    }

    /** Reads a failed line again: to keep the failures of all lines would take too much memory. */
    private Exception failure(Place place) throws IOException {
        try {
            decoder.decode(ResultLine.of(place.file().at(place.offset()).object()));
        } catch (RuntimeException e) {
            return e;
        }
        throw new IllegalStateException("the line does not fail again");
    }

    private Line next(JsonLines file) throws IOException {
        return goOn.getAsBoolean() ? file.next() : null;
    }

    /** Deletes the downloaded files. */
    @Override
    public void close() throws IOException {
        for (JsonLines file : open) {
            file.close();
        }
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
