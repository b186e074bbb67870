package io.github.camelglm4.examples.bulk.routes;

import io.github.camelglm4.error.FailureKind;
import io.github.camelglm4.error.Glm4RequestException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/**
 * How long a batch waits for a service that does not answer: half of the time that Kafka allows for a batch. The other
 * half is for the requests in progress, and for sending the results.
 */
public final class Outages {
    private static final String DEADLINE = "deadline";

    /** Error codes of the hosted service, and of gateways and self-hosted servers. */
    private static final Set<String> UNKNOWN_MODEL = Set.of("1211", "model_not_found");

    private static final Set<Integer> WRONG_PATH = Set.of(404, 405);

    private Duration timeOfBatch;
    private volatile Trouble trouble;
    private volatile boolean answered;

    /** @param millis option {@code max.poll.interval.ms} of the consumer */
    public void setMaxPollInterval(long millis) {
        timeOfBatch = Duration.ofMillis(millis).dividedBy(2);
    }

    /** The parts of a split have the properties of the batch, and so its deadline. */
    public void batchStarts(Exchange batch) {
        batch.setProperty(DEADLINE, System.nanoTime() + timeOfBatch.toNanos());
    }

    /** @throws TimeIsOverException if the time of the batch is over */
    public void checkTime(Exchange exchange) {
        if (timeIsOver(exchange)) {
            throw new TimeIsOverException("The batch had " + timeOfBatch.toSeconds() + " s. It is read again");
        }
    }

    /** Whether the failed step is repeated. The reason is reported until a request succeeds. */
    public boolean mayRetry(Exchange exchange) {
        Exception failure = caught(exchange);
        if (!isOutage(failure) || needsPoll(failure)) {
            return false;
        }
        if (!(failure instanceof TimeIsOverException)) {
            trouble = new Trouble(failure.getMessage(), needsSomebody(failure));
        }
        return !timeIsOver(exchange);
    }

    /** Whether the failed step is repeated: always, as long as there is time. Only an outage ends without help. */
    public boolean mayRetryAnything(Exchange exchange) {
        Exception failure = caught(exchange);
        trouble = new Trouble(failure.getMessage(), !isOutage(failure) || needsSomebody(failure));
        return !timeIsOver(exchange);
    }

    /** Whether other records may have a result although this one has none. */
    public boolean isFaultOfRecord(Exchange exchange) {
        return !isOutage(caught(exchange));
    }

    /** Called when the service has answered. */
    public void isOver() {
        trouble = null;
        answered = true;
    }

    /** The reason why the worker waits; null if it does not wait. */
    Trouble trouble() {
        return trouble;
    }

    private static boolean timeIsOver(Exchange exchange) {
        return exchange.getProperty(DEADLINE, Long.class) - System.nanoTime() < 0;
    }

    private static Exception caught(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
    }

    /**
     * A commit fails while the group distributes its partitions, which needs a poll: the batch is read again instead.
     */
    private static boolean needsPoll(Exception failure) {
        return failure instanceof RebalanceInProgressException || failure instanceof CommitFailedException;
    }

    /** Whether the service, Kafka or the configuration failed. Everything else would fail again. */
    private boolean isOutage(Exception failure) {
        return switch (FailureKind.of(failure)) {
            case RATE_LIMIT, OVERLOADED, QUEUE_FULL, QUOTA, SERVER, TIMEOUT, CONNECTION, TRUNCATED, AUTHENTICATION ->
                true;
            case REQUEST -> isWrongAddress((Glm4RequestException) failure);
            // a web page, for example: before the first answer, the address is wrong
            case RESPONSE -> !answered;
            case OTHER ->
                failure instanceof TimeIsOverException
                        || failure instanceof KafkaException
                        || failure instanceof RejectedExecutionException
                        || failure instanceof InterruptedException;
            default -> false;
        };
    }

    /** The service does not know the model or the path: every record would fail. */
    private static boolean isWrongAddress(Glm4RequestException failure) {
        return WRONG_PATH.contains(failure.getStatusCode())
                || failure.getCode() != null && UNKNOWN_MODEL.contains(failure.getCode());
    }

    private static boolean needsSomebody(Exception failure) {
        return switch (FailureKind.of(failure)) {
            case AUTHENTICATION, QUOTA, REQUEST, RESPONSE -> true;
            default -> false;
        };
    }
}
