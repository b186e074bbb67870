package io.github.camelglm4.examples.offline.batch;

import io.vertx.core.json.JsonObject;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Results of a batch, line by line. Without a line, no file is created. */
final class ResultFile implements AutoCloseable {
    private final FileStore files;
    private final String name;
    private final Path path;
    private BufferedWriter writer;

    ResultFile(FileStore files, String name) {
        this.files = files;
        this.name = name;
        this.path = files.newPath();
    }

    void add(JsonObject line) throws IOException {
        if (writer == null) {
            writer = Files.newBufferedWriter(path);
        }
        writer.write(line.encode());
        writer.write('\n');
    }

    /** Ends the file. Returns its id, or null if it has no line. */
    String store() throws IOException {
        if (writer == null) {
            return null;
        }
        writer.close();
        return files.add(name, path).id();
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }
}
