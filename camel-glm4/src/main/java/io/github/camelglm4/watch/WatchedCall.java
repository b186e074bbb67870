package io.github.camelglm4.watch;

import io.github.camelglm4.chat.AnswerListener;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.error.AsyncFailure;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One call on its way: from the message that asks, over all of its requests, retries and tools, to the last chunk of its answer.
 * What happens is told here, counted, and told on to those who watch. Thread-safe; its chunks come one after the other.
 */
public final class WatchedCall implements AnswerListener {

    private final CallMonitor monitor;
    private final AskedCall asked;
    private final ModelCounter counter;
    private final List<CallListener> watches;
    private final AtomicBoolean over = new AtomicBoolean();
    private final long begin = System.nanoTime();
    private volatile long nanosToFirstChunk = -1;
    private volatile long nanos = -1;
    private volatile int retries;
    private volatile ChatCompletionRequest request;
    private volatile ChatCompletion answer;
    private volatile Usage usage;
    private volatile Throwable failure;
    private long lastChunk;

    WatchedCall(CallMonitor monitor, AskedCall asked, ModelCounter counter, List<CallListener.Factory> views) {
        this.monitor = monitor;
        this.asked = asked;
        this.counter = counter;
        this.request = asked.request();
        counter.began();
        this.watches = views.isEmpty()
                ? List.of()
                : views.stream().map(view -> view.begin(this)).toList();
    }

    /** A request of it goes to the service; one after the other. */
    public void sends(ChatCompletionRequest next) {
        request = next;
    }

    /** For every chunk: allocates nothing, and looks at the clock only when somebody wants to know. */
    @Override
    public void chunk() {
        if (nanosToFirstChunk < 0) {
            lastChunk = System.nanoTime();
            nanosToFirstChunk = lastChunk - begin;
        } else if (!watches.isEmpty()) {
            tellChunk(System.nanoTime());
        }
    }

    private void tellChunk(long now) {
        // what comes after a round of tools was not kept waiting by the model
        if (lastChunk != 0) {
            for (int i = 0; i < watches.size(); i++) {
                watches.get(i).chunk(now - lastChunk);
            }
        }
        lastChunk = now;
    }

    /** One of its requests was answered; there may be more. */
    @Override
    public void answered(ChatCompletion whole) {
        lastChunk = 0;
        answer = whole;
        if (whole.usage() != null) {
            usage = Usage.sum(usage, whole.usage());
            counter.used(whole.usage());
        }
    }

    /** A request of it is sent again; one after the other. */
    public void retried() {
        retries = retries + 1;
        counter.retried();
    }

    /** A tool is run for its model. */
    public ToolWatch tool(String name, String callId) {
        ToolWatch all = ToolWatch.NONE;
        for (CallListener watch : watches) {
            ToolWatch one = watch.tool(name, callId);
            all = all == ToolWatch.NONE ? one : all.and(one);
        }
        return all;
    }

    /**
     * It is over; to say so again changes nothing. On an event loop only if the route itself asked on one and was
     * refused.
     *
     * @param why it has no answer; null when it has one
     */
    public void ended(Throwable why) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        nanos = System.nanoTime() - begin;
        if (why != null) {
            failure = AsyncFailure.cause(why);
            monitor.failed(LastFailure.of(counter.name(), failure));
        }
        counter.ended(why != null);
        watches.forEach(CallListener::ended);
    }

    /** What was asked. */
    public AskedCall asked() {
        return asked;
    }

    /** The name under which it is counted: that of the model, unless there are too many to tell apart. */
    public String model() {
        return counter.name();
    }

    /** The last of its requests: with its tools and their results, and with what its conversation remembers. */
    public ChatCompletionRequest request() {
        return request;
    }

    /** The last answer to one of its requests; null as long as there is none. */
    public ChatCompletion answer() {
        return answer;
    }

    /** The name of the model that answered last, unless there are too many to tell apart; null where none was said. */
    public String answeringModel() {
        ChatCompletion last = answer;
        return last == null || last.model() == null ? null : monitor.answeredBy(last.model());
    }

    /** What its answers cost together; null where the service did not say. */
    public Usage usage() {
        return usage;
    }

    /** Why it has no answer; null when it has one, or is not over. */
    public Throwable failure() {
        return failure;
    }

    /** Requests that were sent again. */
    public int retries() {
        return retries;
    }

    /** From its begin to the first chunk, in nanoseconds; negative when none came, or it is not streamed. */
    public long nanosToFirstChunk() {
        return nanosToFirstChunk;
    }

    /** From its begin to its end, in nanoseconds; negative when it is not over. */
    public long nanos() {
        return nanos;
    }
}
