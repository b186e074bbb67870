package io.github.camelglm4.examples.gateway.models;

import static io.github.camelglm4.examples.gateway.models.UpstreamChoice.NONE;

import io.github.camelglm4.CallerCancellation;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.usage.RepeatedWarning;
import java.time.Clock;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;
import org.apache.camel.support.ExchangeHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes a call to one of the upstreams of a model, and to the next one if it fails. A stream that has begun counts as
 * an answer: it is never repeated. Its outputs are the upstreams, then the fallbacks. Never blocks. Thread-safe.
 */
final class UpstreamBalancer extends LoadBalancerSupport {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamBalancer.class);

    private final GatewayModel model;
    private final List<Upstream> upstreams;
    private final UpstreamChoice choice;
    private final List<RepeatedWarning> warnings;

    UpstreamBalancer(GatewayModel model, UpstreamChoice choice) {
        this.model = model;
        this.upstreams = model.all();
        this.choice = choice;
        this.warnings = upstreams.stream()
                .map(upstream -> new RepeatedWarning(Clock.systemUTC()))
                .toList();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        new Call(exchange, callback).askNext();
        return false;
    }

    /** The attempts for one exchange, one after the other. */
    private final class Call {

        private final Exchange exchange;
        private final AsyncCallback callback;
        private final BitSet tried = new BitSet();
        private Exchange last;

        Call(Exchange exchange, AsyncCallback callback) {
            this.exchange = exchange;
            this.callback = callback;
        }

        void askNext() {
            int upstream = choice.next(tried);
            if (upstream == NONE) {
                end();
                return;
            }
            tried.set(upstream);
            // what a failed attempt leaves in its message must not reach the next one
            Exchange attempt = upstreams.size() == 1 ? exchange : ExchangeHelper.createCopy(exchange, true);
            if (upstreams.get(upstream).passesNameOn()) {
                attempt.getMessage()
                        .setHeader(Glm4Headers.MODEL, attempt.getMessage().getHeader(Glm4Headers.SERVED_MODEL));
            }
            last = attempt;
            doGetProcessors()[upstream].process(
                    attempt,
                    done -> exchange.getContext()
                            .getCamelContextExtension()
                            .getReactiveExecutor()
                            .schedule(() -> answered(upstream)));
        }

        private void answered(int upstream) {
            Exception failure = last.getException();
            if (failure == null || isCallerGone() || !mayAskNext(upstream, failure)) {
                end();
            } else {
                askNext();
            }
        }

        private boolean isCallerGone() {
            CallerCancellation caller = exchange.getProperty(Glm4Properties.CALLER_GONE, CallerCancellation.class);
            return caller != null && caller.future().isDone();
        }

        private void end() {
            if (last != exchange) {
                ExchangeHelper.copyResults(exchange, last);
            }
            callback.done(false);
        }
    }

    private boolean mayAskNext(int upstream, Exception failure) {
        UpstreamFailure kind = UpstreamFailure.of(failure);
        if (kind == UpstreamFailure.OF_THE_UPSTREAM) {
            Duration pause = choice.coolDown(upstream, ((Glm4Exception) failure).getRetryAfter());
            warn(upstream, "is not asked for " + pause.toSeconds() + " s", failure);
        } else if (failure instanceof Glm4AuthenticationException) {
            warn(upstream, "rejects the API key of the gateway", failure);
        }
        return kind != UpstreamFailure.OF_THE_REQUEST;
    }

    private void warn(int upstream, String what, Exception failure) {
        warnings.get(upstream)
                .count(times -> LOG.warn(
                        "{}: {} {} ({} failed since the last warning): {}",
                        model.name(),
                        upstreams.get(upstream),
                        what,
                        times,
                        failure.getMessage()));
    }
}
