package io.github.camelglm4;

import io.github.camelglm4.binding.served.ServedBinding;
import io.github.camelglm4.options.ServerOptions;
import io.github.camelglm4.service.ServiceEndpoint;
import io.github.camelglm4.serving.ServedCall;
import java.util.concurrent.Executor;

/**
 * An endpoint whose routes are served as models.
 *
 * @param <C> a call of its operation
 * @param <R> the reply of a route to it
 */
public interface ServedEndpoint<C extends ServedCall<R>, R> extends ServiceEndpoint {

    ServerOptions getServer();

    /** The component that owns the servers. */
    Glm4Component serverComponent();

    /**
     * The time in milliseconds until the connection of a caller that reads nothing is closed.
     *
     * @throws RuntimeException if it is less than 1
     */
    default long abandonMillis() {
        return serverComponent().getStreaming().abandonMillis();
    }

    /**
     * Reads the options of requests and answers.
     *
     * @param executor reads answers that may block
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    ServedBinding<C, R> binding(Executor executor);
}
