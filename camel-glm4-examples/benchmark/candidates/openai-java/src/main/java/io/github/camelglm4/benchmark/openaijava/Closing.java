package io.github.camelglm4.benchmark.openaijava;

import com.openai.core.http.StreamResponse;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Closes a stream when its exchange is done, so that the next call can reuse the connection. */
final class Closing extends SynchronizationAdapter {

    private final StreamResponse<?> response;

    Closing(StreamResponse<?> response) {
        this.response = response;
    }

    @Override
    public void onDone(Exchange exchange) {
        response.close();
    }
}
