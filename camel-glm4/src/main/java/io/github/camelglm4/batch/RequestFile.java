package io.github.camelglm4.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A complete request file of one batch. Immutable.
 *
 * @param path the temporary file
 * @param requests number of its lines
 */
public record RequestFile(Path path, int requests) {

    private static final Logger LOG = LoggerFactory.getLogger(RequestFile.class);

    /** Deletes the temporary file. A failure is logged. */
    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("Cannot delete the temporary file {}: {}", path, e.getMessage());
        }
    }
}
