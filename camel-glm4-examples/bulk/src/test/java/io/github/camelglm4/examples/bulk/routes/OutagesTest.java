package io.github.camelglm4.examples.bulk.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4ContextLengthException;
import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.error.Glm4QuotaException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TimeoutException;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OutagesTest {
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final Outages outages = new Outages();

    static List<Exception> outages() {
        return List.of(
                new Glm4RateLimitException("1302"),
                new Glm4QuotaException("1113"),
                new Glm4ServerException("500"),
                new Glm4TimeoutException("response"),
                new Glm4AuthenticationException("401"),
                request(404, null),
                request(405, null),
                new Glm4ResponseException("a web page"),
                request(400, "1211"),
                new TimeoutException("Kafka"),
                new RejectedExecutionException("stopping"));
    }

    static List<Exception> faultsOfRecords() {
        return List.of(
                new Glm4ContentFilterException("1301"),
                new Glm4ContextLengthException("1261"),
                new Glm4OutputException("no JSON"),
                request(400, "1210"),
                request(0, null),
                new IllegalStateException("a bug"));
    }

    @ParameterizedTest
    @MethodSource("outages")
    void outagesAreWaitedFor(Exception failure) {
        start(60_000, failure);

        assertThat(outages.mayRetry(exchange)).isTrue();
        assertThat(outages.isFaultOfRecord(exchange)).isFalse();
        assertThat(outages.trouble().message()).isEqualTo(failure.getMessage());

        outages.isOver();

        assertThat(outages.trouble()).isNull();
    }

    @ParameterizedTest
    @MethodSource("faultsOfRecords")
    void faultsOfRecordsAreNot(Exception failure) {
        start(60_000, failure);

        assertThat(outages.mayRetry(exchange)).isFalse();
        assertThat(outages.isFaultOfRecord(exchange)).isTrue();
        assertThat(outages.trouble()).isNull();
    }

    @Test
    void waitsForHalfOfTheTimeOfABatch() {
        start(0, new Glm4RateLimitException("1302"));

        assertThat(outages.mayRetry(exchange)).isFalse();
        assertThat(outages.isFaultOfRecord(exchange)).isFalse();
        assertThatThrownBy(() -> outages.checkTime(exchange))
                .isInstanceOf(TimeIsOverException.class)
                .hasMessage("The batch had 0 s. It is read again");
    }

    @Test
    void aCommitDuringARebalanceIsNotRepeated() {
        start(60_000, new RebalanceInProgressException());

        assertThat(outages.mayRetry(exchange)).isFalse();
        assertThat(outages.isFaultOfRecord(exchange)).isFalse();
    }

    @Test
    void someOutagesNeedSomebody() {
        start(60_000, new Glm4AuthenticationException("401"));
        outages.mayRetry(exchange);
        assertThat(outages.trouble().needsSomebody()).isTrue();

        start(60_000, new Glm4RateLimitException("1302"));
        outages.mayRetry(exchange);
        assertThat(outages.trouble().needsSomebody()).isFalse();
    }

    @Test
    void aResponseThatCannotBeReadIsAnOutageOnlyBeforeTheFirstAnswer() {
        start(60_000, new Glm4ResponseException("a web page"));
        outages.mayRetry(exchange);
        assertThat(outages.trouble().needsSomebody()).isTrue();

        outages.isOver();

        assertThat(outages.mayRetry(exchange)).isFalse();
        assertThat(outages.isFaultOfRecord(exchange)).isTrue();
        assertThat(outages.trouble()).isNull();
    }

    @Test
    void aSubmissionIsAlwaysRepeated() {
        start(60_000, request(400, "1210"));
        assertThat(outages.mayRetryAnything(exchange)).isTrue();
        assertThat(outages.trouble().needsSomebody()).isTrue();

        start(60_000, new Glm4RateLimitException("1302"));
        assertThat(outages.mayRetryAnything(exchange)).isTrue();
        assertThat(outages.trouble().needsSomebody()).isFalse();

        start(0, new Glm4RateLimitException("1302"));
        assertThat(outages.mayRetryAnything(exchange)).isFalse();
    }

    private void start(long maxPollInterval, Exception failure) {
        outages.setMaxPollInterval(maxPollInterval);
        outages.batchStarts(exchange);
        exchange.setProperty(Exchange.EXCEPTION_CAUGHT, failure);
    }

    private static Exception request(int status, String code) {
        return new Glm4RequestException(
                "refused", null, new FailureDetails(status, code, null, null, null, 1, null, null));
    }
}
