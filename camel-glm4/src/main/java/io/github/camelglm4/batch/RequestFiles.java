package io.github.camelglm4.batch;

import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.text.PrintableText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes request lines to temporary files, one for each batch: a file has one model, and a further one begins when it
 * is full. Unless {@link #complete} was called, closing it deletes them. Not thread-safe.
 */
public final class RequestFiles implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RequestFiles.class);

    /** Each model has an open file. */
    private static final int MOST_MODELS = 100;

    private static final int BUFFER = 64 * 1024;

    private final Path folder;
    private final int maxRequests;
    private final long maxFileSize;
    private final Map<String, OpenFile> current = new HashMap<>();
    private final List<OpenFile> files = new ArrayList<>();
    private boolean completed;

    /** The file of a model that is being written, and the ids of all lines of this model. */
    private static final class OpenFile {

        private final Path path;
        private final Set<String> customIds;
        private final OutputStream out;
        private int requests;
        private long size;

        OpenFile(Path path, Set<String> customIds) throws IOException {
            this.path = path;
            this.customIds = customIds;
            out = new BufferedOutputStream(Files.newOutputStream(path), BUFFER);
        }

        void write(byte[] line) throws IOException {
            out.write(line);
            out.write('\n');
            requests++;
            size += line.length + 1;
        }
    }

    /**
     * @param folder for the files
     * @param maxRequests maximum number of lines of a file
     * @param maxFileSize maximum number of bytes of a file
     */
    public RequestFiles(Path folder, int maxRequests, long maxFileSize) {
        this.folder = folder;
        this.maxRequests = maxRequests;
        this.maxFileSize = maxFileSize;
    }

    /**
     * Writes a line.
     *
     * @throws Glm4RequestException if its id was used before for the same model, or no file has room for it
     * @throws IOException if it cannot be written
     */
    public void add(RequestLine line) throws IOException {
        byte[] json = line.json();
        if (json.length + 1L > maxFileSize) {
            throw new Glm4RequestException("the request has " + json.length + " bytes, but a file has at most "
                    + maxFileSize + " (option maxFileSize)");
        }
        OpenFile file = file(line.model());
        if (!file.customIds.add(line.customId())) {
            throw new Glm4RequestException("the custom_id is used twice: each must be unique");
        }
        if (file.requests == maxRequests || file.size + json.length + 1 > maxFileSize) {
            file.out.close();
            file = begin(line.model(), file.customIds);
        }
        file.write(json);
    }

    private OpenFile file(String model) throws IOException {
        OpenFile file = current.get(model);
        if (file != null) {
            return file;
        }
        if (current.size() == MOST_MODELS) {
            throw new Glm4RequestException("the requests name more than " + MOST_MODELS + " models, such as "
                    + PrintableText.name(model) + ": each model needs a batch of its own");
        }
        return begin(model, new HashSet<>());
    }

    private OpenFile begin(String model, Set<String> customIds) throws IOException {
        Path path = Files.createTempFile(folder, "glm4-batch-", ".jsonl");
        OpenFile file = new OpenFile(path, customIds);
        files.add(file);
        current.put(model, file);
        return file;
    }

    /**
     * Completes the files and returns them, in the order in which they were begun. The caller deletes them.
     *
     * @throws IOException if a file cannot be written
     */
    public List<RequestFile> complete() throws IOException {
        for (OpenFile file : current.values()) {
            file.out.close();
        }
        completed = true;
        return files.stream()
                .map(file -> new RequestFile(file.path, file.requests))
                .toList();
    }

    @Override
    public void close() {
        if (completed) {
            return;
        }
        for (OpenFile file : files) {
            try {
                file.out.close();
            } catch (IOException e) {
                LOG.debug("Cannot complete the temporary file {}, which is deleted", file.path, e);
            }
            new RequestFile(file.path, file.requests).delete();
        }
    }
}
