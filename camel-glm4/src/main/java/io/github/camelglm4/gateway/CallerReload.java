package io.github.camelglm4.gateway;

import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.CallerDirectory;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the directory of callers up to date when their source changes, until it is closed. A changed file is taken
 * when it is the same at two readings in a row: it may be written slowly, and half of it may be valid.
 */
final class CallerReload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallerReload.class);
    private static final long INTERVAL_MILLIS = 2_000;

    private final CallerSource source;
    private final CallerDirectory directory;
    private final Consumer<Collection<Caller>> replaced;
    private final Vertx vertx;
    private final AtomicBoolean reading = new AtomicBoolean();
    private final long timer;
    private Object seen;
    private Object lastRead;
    private String logged;

    /**
     * Reads the callers, and again whenever they have changed.
     *
     * @param executor reads them again
     * @param replaced called with the new callers
     * @throws RuntimeException if there is an error in them
     */
    CallerReload(
            CallerSource source,
            CallerDirectory directory,
            Vertx vertx,
            Executor executor,
            Consumer<Collection<Caller>> replaced) {
        this.source = source;
        this.directory = directory;
        this.vertx = vertx;
        this.replaced = replaced;
        take(source.read());
        this.timer = vertx.setPeriodic(INTERVAL_MILLIS, id -> {
            if (reading.compareAndSet(false, true)) {
                start(executor);
            }
        });
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }

    private void start(Executor executor) {
        try {
            executor.execute(this::readLater);
        } catch (RejectedExecutionException e) {
            LOG.debug("The callers are not read again, because the component stops", e);
        }
    }

    private void readLater() {
        try {
            if (readAgain()) {
                LOG.info(
                        "The callers have changed: there are {} now",
                        directory.callers().size());
            }
            logged = null;
        } catch (RuntimeException | LinkageError e) {
            String message = String.valueOf(e.getMessage());
            if (!message.equals(logged)) {
                LOG.error("The callers could not be read again, those before remain valid: {}", message);
                logged = message;
            }
        } finally {
            reading.set(false);
        }
    }

    /** Whether they have changed. What was wrong is tried again, as the cause may be elsewhere. */
    private boolean readAgain() {
        Object content = source.read();
        boolean maybeIncomplete = content instanceof String && !content.equals(lastRead);
        lastRead = content;
        return !maybeIncomplete && take(content);
    }

    private boolean take(Object content) {
        if (content != null && content.equals(seen)) {
            return false;
        }
        List<Caller> callers = source.callers(content);
        // a text is compared before it is parsed, a collection as a list: it may be of a kind that equals no other
        if (callers.equals(seen)) {
            return false;
        }
        directory.replace(callers);
        replaced.accept(callers);
        seen = content instanceof Collection<?> ? callers : content;
        return true;
    }
}
