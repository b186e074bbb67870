package io.github.camelglm4.batchroute;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;

/**
 * Ends a line when its exchange is completed, which may be in another route, as behind {@code seda}. An exchange that
 * Camel drops (a full {@code seda} queue with {@code discardWhenFull}, a queue that is purged) never completes: then
 * the line ends when this object is garbage. Called on any thread, ends once.
 */
final class LineCompletion implements Synchronization {

    private static final Cleaner CLEANER = Cleaner.create();

    private static final Exception DROPPED = new Exception("the exchange was dropped", null, false, false) {
        private static final long serialVersionUID = 1L;
    };

    private static final Exception STOPPED =
            new Exception("the exchange was stopped or rolled back", null, false, false) {
                private static final long serialVersionUID = 1L;
            };

    private final End end;
    private final Cleaner.Cleanable cleanable;

    /**
     * @param end gets null if the exchange is completed, otherwise why not; must not have a reference to the exchange
     */
    LineCompletion(Consumer<Exception> end) {
        this.end = new End(new AtomicReference<>(end));
        this.cleanable = CLEANER.register(this, this.end);
    }

    @Override
    public void onComplete(Exchange exchange) {
        // a thread that was interrupted, by a stop, ends the exchange as if it were completed
        boolean stopped = exchange.isRollbackOnly()
                || exchange.isRollbackOnlyLast()
                || exchange.getExchangeExtension().isInterrupted();
        end(stopped ? STOPPED : null);
    }

    @Override
    public void onFailure(Exchange exchange) {
        end(exchange.getException() == null ? STOPPED : exchange.getException());
    }

    /** Ends the line without an exchange, if it has not ended. */
    void end(Exception failure) {
        end.accept(failure);
        cleanable.clean();
    }

    private record End(AtomicReference<Consumer<Exception>> once) implements Runnable {

        void accept(Exception failure) {
            Consumer<Exception> first = once.getAndSet(null);
            if (first != null) {
                first.accept(failure);
            }
        }

        @Override
        public void run() {
            accept(DROPPED);
        }
    }
}
