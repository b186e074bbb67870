package io.github.camelglm4.examples.gateway.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4ContextLengthException;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4QueueFullException;
import io.github.camelglm4.error.Glm4QuotaException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which failures are those of the upstream. */
class UpstreamFailureTest {

    @Test
    void anUpstreamIsOverloadedOrOutOfOrderOrOutOfCredit() {
        assertThat(List.of(
                        new Glm4RateLimitException("x"),
                        new Glm4OverloadedException("x"),
                        new Glm4QuotaException("x"),
                        new Glm4ServerException("x"),
                        new Glm4ConnectionException("x"),
                        new Glm4TimeoutException("x"),
                        new Glm4TruncatedException("x")))
                .allMatch(failure -> UpstreamFailure.of(failure) == UpstreamFailure.OF_THE_UPSTREAM);
    }

    /** The limit is one of the gateway: the upstream need not cool down. */
    @Test
    void aFullQueueIsNoFaultOfTheUpstream() {
        assertThat(UpstreamFailure.of(new Glm4QueueFullException("x"))).isEqualTo(UpstreamFailure.OF_THE_MOMENT);
    }

    @Test
    void theRestIsCausedByTheRequest() {
        assertThat(List.of(
                        new Glm4RequestException("x"),
                        new Glm4ContextLengthException("x"),
                        new Glm4ContentFilterException("x"),
                        new Glm4AuthenticationException("x"),
                        new IllegalArgumentException("x")))
                .allMatch(failure -> UpstreamFailure.of(failure) == UpstreamFailure.OF_THE_REQUEST);
    }
}
