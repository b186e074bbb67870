package io.github.camelglm4.serving;

import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.usage.UsageHold;
import io.github.camelglm4.usage.UsageListener;
import io.github.camelglm4.usage.UsageRecord;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers what is charged and recorded of one call. The call is over when its response is, also if the caller
 * disconnects while the limits are still checked. Thread-safe.
 */
final class MeteredCall implements CallObserver {

    private static final Logger LOG = LoggerFactory.getLogger(MeteredCall.class);

    /** The status that nginx logs for a caller that disconnected. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    /**
     * The tokens of a call.
     *
     * @param reported by the service, or null
     */
    private record Tokens(long prompt, long completion, long total, Usage reported) {

        static Tokens reported(Usage usage) {
            long prompt = count(usage.promptTokens());
            long completion = count(usage.completionTokens());
            long total = usage.totalTokens() == null ? prompt + completion : count(usage.totalTokens());
            return new Tokens(prompt, completion, total, usage);
        }

        static Tokens estimated(long prompt, long completion) {
            return new Tokens(prompt, completion, prompt + completion, null);
        }

        /** A negative count, from a service or a route, must not reduce what the caller has used. */
        private static long count(Long reported) {
            return reported == null ? 0 : Math.max(0, reported);
        }
    }

    private final Metering metering;
    private final ServedOperation operation;
    private final String requestId;
    private final Instant time;
    private final long begun = System.nanoTime();
    private String model;
    private boolean streamed;
    private String caller;
    private UsageHold hold;
    private long promptTokens;
    private long firstByte = -1;
    private long chars;
    private boolean answered;
    private Usage reported;
    private String finishReason;
    private ServedError error;
    private Tokens charged;

    MeteredCall(Metering metering, ServedOperation operation, String requestId) {
        this.metering = metering;
        this.operation = operation;
        this.requestId = requestId;
        this.time = metering.clock().instant();
    }

    @Override
    public synchronized void asks(String name, boolean stream) {
        model = name;
        streamed = stream;
    }

    @Override
    public synchronized void isFrom(String name) {
        caller = name;
    }

    @Override
    public synchronized void reachesModel(UsageHold held, long estimate) {
        hold = held;
        promptTokens = estimate;
        if (charged != null) {
            // the caller disconnected before
            held.settle(0);
        }
    }

    @Override
    public synchronized void piece(String text) {
        if (firstByte < 0) {
            firstByte = System.nanoTime() - begun;
        }
        chars += text.length();
    }

    @Override
    public synchronized void answered(Usage usage, String reason) {
        answered = true;
        reported = usage;
        finishReason = reason;
        if (firstByte < 0) {
            firstByte = System.nanoTime() - begun;
        }
    }

    @Override
    public synchronized void refused(ServedError reason) {
        error = reason;
    }

    @Override
    public synchronized void cut(ServedError reason) {
        if (error == null) {
            error = reason;
        }
    }

    @Override
    public synchronized void over(boolean gone) {
        if (charged != null) {
            return;
        }
        charged = tokens(gone);
        if (hold != null) {
            hold.settle(charged.total());
        }
        UsageRecord record = record(gone && error == null);
        for (UsageListener listener : metering.listeners()) {
            tell(listener, record);
        }
    }

    private static void tell(UsageListener listener, UsageRecord record) {
        try {
            listener.ended(record);
        } catch (RuntimeException | LinkageError e) {
            // the response must not suffer
            LOG.warn("A call could not be reported", e);
        }
    }

    private Tokens tokens(boolean gone) {
        if (answered) {
            return reported != null
                    ? Tokens.reported(reported)
                    : Tokens.estimated(promptTokens, TokenEstimate.ofChars(chars));
        }
        boolean brokenOff = hold != null && (chars > 0 || gone && error == null);
        return brokenOff ? Tokens.estimated(promptTokens, TokenEstimate.ofChars(chars)) : Tokens.estimated(0, 0);
    }

    private UsageRecord record(boolean brokenOff) {
        Usage usage = charged.reported();
        return new UsageRecord(
                time,
                requestId,
                caller,
                operation.label(),
                model,
                brokenOff ? CLIENT_CLOSED_REQUEST : error == null ? 200 : error.status(),
                brokenOff ? "client_closed_request" : error == null ? null : error.code(),
                finishReason,
                charged.prompt(),
                charged.completion(),
                charged.total(),
                usage == null ? null : usage.cachedTokens(),
                usage == null ? null : usage.reasoningTokens(),
                streamed,
                System.nanoTime() - begun,
                firstByte);
    }
}
