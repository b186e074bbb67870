package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.ShortTrace;
import io.github.camelglm4.vertx.TransportFault;
import java.nio.file.Path;

/** Failures of files on this machine, which no retry helps. */
final class LocalFile {

    private LocalFile() {}

    /** Returns the failure of a request whose file cannot be read. */
    static Glm4Exception unreadable(Throwable cause, Attempt<?> attempt) {
        return failure("the " + attempt.request().content() + " cannot be sent", cause, attempt);
    }

    /** Returns the failure of a response that cannot be written to a file. */
    static Glm4Exception unwritable(Path file, Throwable cause, Attempt<?> attempt) {
        return failure("the file " + file + " cannot be written", cause, attempt);
    }

    /** The message of a file system's exception is only the name of the file: its type is the reason. */
    private static Glm4Exception failure(String what, Throwable failure, Attempt<?> attempt) {
        Throwable root = TransportFault.root(failure);
        return new Glm4Exception(
                what + ": " + root.getClass().getSimpleName() + ": " + root.getMessage(),
                ShortTrace.of(root),
                attempt.details());
    }
}
