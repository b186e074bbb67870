package io.github.camelglm4.service;

import io.github.camelglm4.client.ApiRequest;
import io.github.camelglm4.client.ApiRequest.JsonContent;
import io.github.camelglm4.client.ApiResponse;
import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.options.CallOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/** Sends the body to an operation of its own; the answer is the new body. */
@UriEndpoint(scheme = "glm4-sample", title = "Sample", syntax = "glm4-sample:model")
public class SampleEndpoint extends DefaultEndpoint implements ServiceEndpoint {

    @UriPath
    private final String model;

    @UriParam
    private final CallOptions calls;

    SampleEndpoint(String uri, SampleComponent component, String model) {
        super(uri, component);
        this.model = model;
        this.calls = component.calls();
    }

    @Override
    public CallOptions getCalls() {
        return calls;
    }

    @Override
    public SampleComponent getComponent() {
        return (SampleComponent) super.getComponent();
    }

    @Override
    public String name() {
        return model;
    }

    @Override
    public String fixedModel() {
        return model;
    }

    @Override
    public Producer createProducer() {
        return new SampleProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new DefaultConsumer(this, processor) {
            @Override
            protected void doStart() throws Exception {
                super.doStart();
                OptionReport.report(SampleEndpoint.this, false);
            }
        };
    }

    private static final class SampleProducer extends ServiceProducer<ServiceCalls> {

        private final SampleEndpoint endpoint;

        SampleProducer(SampleEndpoint endpoint) {
            super(endpoint);
            this.endpoint = endpoint;
        }

        @Override
        protected ServiceCalls read(ServiceCalls calls) {
            return calls;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            ServiceCalls service = started;
            byte[] body = exchange.getMessage().getBody(String.class).getBytes(StandardCharsets.UTF_8);
            Credential credential = service.setup().credential(exchange);
            ApiRequest request = service.request(
                    service.setup().url().operation("/sample"),
                    (JsonContent) retry -> body,
                    credential,
                    endpoint.model,
                    service.admission(credential, endpoint.model, true, Thread.currentThread()));
            CompletableFuture<Object> answer = new CompletableFuture<>();
            answer.whenComplete((value, failure) -> {
                if (failure == null) {
                    exchange.getMessage().setBody(value);
                } else {
                    exchange.setException(AsyncFailure.cause(failure));
                }
                callback.done(false);
            });
            service.client().call(request, SampleProducer::text, answer).start();
            return false;
        }

        private static Object text(ApiResponse response) {
            try {
                return response.object().get("answer");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
