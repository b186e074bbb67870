package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4Exception;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Writes a success response to a file, and reads an error response as usual. */
final class Download implements ResponseHandler {

    private final Attempt<Path> attempt;
    private final Path target;
    private final Consumer<ApiResponse> check;
    private ResponseHandler body;

    /**
     * @param target the file for the response
     * @param check as for {@link Glm4Client#download}
     */
    Download(Attempt<Path> attempt, Path target, Consumer<ApiResponse> check) {
        this.attempt = attempt;
        this.target = target;
        this.check = check;
    }

    @Override
    public void head(IncomingResponse response) {
        body = WholeResponse.isError(response.status())
                ? new WholeResponse<>(attempt, error -> target)
                : new FileResponse(attempt, target, check);
        body.head(response);
    }

    @Override
    public void data(Buffer piece) {
        body.data(piece);
    }

    @Override
    public void end() {
        body.end();
    }

    @Override
    public void lost(Glm4Exception failure) {
        body.lost(failure);
    }
}
