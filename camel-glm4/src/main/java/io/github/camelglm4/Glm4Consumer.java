package io.github.camelglm4;

import io.github.camelglm4.binding.served.ConsumerUnitOfWork;
import io.github.camelglm4.binding.served.RefusalBinding;
import io.github.camelglm4.binding.served.ServedBinding;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.platformhttp.PlatformHttpListener;
import io.github.camelglm4.service.OptionReport;
import io.github.camelglm4.serving.CallReader;
import io.github.camelglm4.serving.Listener;
import io.github.camelglm4.serving.PortListener;
import io.github.camelglm4.serving.ServedCall;
import io.github.camelglm4.serving.ServedError;
import io.github.camelglm4.serving.ServedModel;
import io.github.camelglm4.serving.ServedOperation;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.usage.KnownCallers;
import java.io.InputStream;
import java.io.Reader;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.StreamCache;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves its route as a model. Each request is an exchange on the pool {@code glm4}. It is done when the last byte of
 * its answer is sent, or when the caller has disconnected.
 *
 * @param <C> a call of the operation that the route answers
 * @param <R> the reply to it
 */
public final class Glm4Consumer<C extends ServedCall<R>, R> extends DefaultConsumer
        implements ServedModel<C>, Suspendable, ShutdownAware {

    private static final Logger LOG = LoggerFactory.getLogger(Glm4Consumer.class);

    private final ServedEndpoint<C, R> endpoint;
    private final Set<C> calls = ConcurrentHashMap.newKeySet();
    private ServerSetup setup;
    private Executor executor;
    private ServedBinding<C, R> binding;
    private volatile boolean accepting;

    public Glm4Consumer(ServedEndpoint<C, R> endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        OptionReport.report(endpoint, false);
        Glm4Component component = endpoint.serverComponent();
        ServerSetup read = ServerSetup.read(endpoint);
        executor = component.shared().client().continuations();
        binding = endpoint.binding(executor);
        setup = read;
        if (setup.isOpenToEverybody()) {
            LOG.warn(
                    "The model {} is served at {} without authentication: serverApiKeys is not set",
                    name(),
                    setup.server().place());
        }
        component.servers().add(this, setup.server(), component.shared().vertx(), executor, this::listener);
        accepting = true;
        component.servedAddresses().add(this, setup.server(), endpoint.getCamelContext());
    }

    /** Creates a listener on a separate port, or on the HTTP server of the application. */
    private Listener listener() {
        return setup.server().place().shared()
                ? PlatformHttpListener.of(endpoint.getCamelContext(), setup.server())
                : new PortListener(endpoint.serverComponent().shared().vertx(), setup.server());
    }

    @Override
    protected void doSuspend() throws Exception {
        accepting = false;
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        accepting = true;
    }

    @Override
    protected void doStop() throws Exception {
        accepting = false;
        calls.forEach(call -> call.abort(ServedError.unavailable()));
        if (setup != null) {
            endpoint.serverComponent().servers().remove(this, setup.server());
        }
        super.doStop();
    }

    /** Includes calls whose route has ended, but whose answer is still being written. */
    @Override
    public int getPendingExchangesSize() {
        return calls.size();
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        accepting = false;
        if (forced) {
            calls.forEach(call -> call.abort(ServedError.unavailable()));
        }
    }

    @Override
    public String name() {
        return endpoint.name();
    }

    @Override
    public KnownCallers keys() {
        return setup.keys();
    }

    @Override
    public ServedOperation operation() {
        return binding.operation();
    }

    @Override
    public CallReader<C> reader() {
        return binding.reader();
    }

    @Override
    public boolean isAccepting() {
        return accepting;
    }

    @Override
    public void answer(C call) {
        // added before the check: a consumer that stops in between waits for this call
        calls.add(call);
        if (!accepting) {
            // a stop must not wait for it: callers that retry immediately would delay the stop without limit
            calls.remove(call);
            call.refuse(ServedError.unavailable());
            return;
        }
        try {
            Exchange exchange = exchange(call);
            ConsumerUnitOfWork.begin(this, exchange);
            getAsyncProcessor().process(exchange, doneSync -> reply(call, exchange));
        } catch (Exception | Error e) {
            getExceptionHandler().handleException("The exchange of a request could not be created", e);
            call.refuse(ServedError.internal()).whenComplete((nothing, gone) -> calls.remove(call));
        }
    }

    private Exchange exchange(C call) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.setProperty(Glm4Properties.CALLER_GONE, new CallerCancellation(call.gone(), exchange.getExchangeId()));
        exchange.setProperty(Glm4Properties.SERVED, true);
        Message message = exchange.getMessage();
        call.headers().forEach(message::setHeader);
        message.setHeader(Glm4Headers.SERVED_MODEL, PrintableText.name(call.model()));
        if (call.caller() != null) {
            message.setHeader(Glm4Headers.CALLER, call.caller());
        }
        binding.request(call, message);
        return exchange;
    }

    private void reply(C call, Exchange exchange) {
        try {
            send(call, exchange).whenCompleteAsync((reply, failure) -> done(call, exchange, reply, failure), executor);
        } catch (RuntimeException | Error e) {
            // the exchange must end, and its caller must not wait for an answer
            call.abort(ServedError.internal());
            done(call, exchange, null, e);
        }
    }

    private CompletableFuture<R> send(C call, Exchange exchange) {
        ServedError error = RefusalBinding.error(exchange);
        if (error != null) {
            return call.refuse(error);
        }
        try {
            return binding.reply(call, exchange)
                    .handle((reply, failure) -> failure == null ? call.answer(reply) : refuse(call, exchange, failure))
                    .thenCompose(outcome -> outcome);
        } catch (RuntimeException | Error e) {
            return refuse(call, exchange, e);
        }
    }

    private CompletableFuture<R> refuse(C call, Exchange exchange, Throwable failure) {
        Throwable cause = AsyncFailure.cause(failure);
        fail(exchange, cause);
        getExceptionHandler().handleException("The result of the route cannot be sent as an answer", exchange, cause);
        return call.refuse(RefusalBinding.error(exchange));
    }

    /** After the route, no error handler sets the property, and an onCompletion reads only the property. */
    private static void fail(Exchange exchange, Throwable failure) {
        exchange.setException(failure);
        exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, failure);
    }

    /** The only place where a served exchange ends. */
    private void done(C call, Exchange exchange, R reply, Throwable failure) {
        try {
            if (reply != null) {
                binding.written(exchange, reply);
            } else if (failure != null && exchange.getException() == null) {
                fail(exchange, AsyncFailure.cause(failure));
            }
            forgetSpent(exchange);
            doneUoW(exchange);
        } finally {
            calls.remove(call);
            releaseExchange(exchange, false);
        }
    }

    /** Removes a body that was read and cannot be read again: stream caching before an onCompletion would fail. */
    private static void forgetSpent(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        if ((body instanceof InputStream || body instanceof Reader) && !(body instanceof StreamCache)) {
            exchange.getMessage().setBody(null);
        }
    }
}
