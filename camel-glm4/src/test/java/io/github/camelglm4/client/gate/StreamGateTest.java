package io.github.camelglm4.client.gate;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Endpoint;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream keeps its permit, its connection and its entry in the client until it ends in any way, and not longer. */
class StreamGateTest extends Glm4TestSupport {

    /** How a stream may end, and the response that leads to that end. */
    enum Ending {
        READ(Reply.completionStream("a", "b").header("Connection", "close").close()),
        CLOSED(begun().repeatEvent(GlmJson.delta("b"), 500).never()),
        CLOSED_WHILE_SILENT(begun().never()),
        CUT(begun().close()),
        ERROR(begun().event(GlmJson.error("1302", "busy")).never()),
        SILENT(begun().never()),
        ABANDONED(begun().repeatEvent(GlmJson.delta("b"), 500).never());

        private final Reply reply;

        Ending(Reply reply) {
            this.reply = reply;
        }

        private static Reply begun() {
            return Reply.stream().event(GlmJson.delta("a"));
        }

        /** The limit that leads to that end; any other end must come before its limits. */
        String options() {
            return switch (this) {
                case ABANDONED -> "&abandonTimeout=200";
                case SILENT -> "&idleTimeout=200";
                default -> "";
            };
        }

        /** Whether the stream lives until the test acts; the others end by themselves. */
        boolean hasToBeBroughtAbout() {
            return this == READ || this == CLOSED || this == CLOSED_WHILE_SILENT;
        }

        /** Acts on the stream to cause that end. */
        void bringAbout(ChatCompletionStream stream) {
            if (stream == null) {
                return;
            }
            Iterator<Message> chunks = stream.iterator();
            switch (this) {
                case ABANDONED -> {
                    // not reading causes this end
                }
                case CLOSED, CLOSED_WHILE_SILENT -> {
                    chunks.next();
                    stream.close();
                }
                default -> readToTheEnd(chunks);
            }
        }

        private static void readToTheEnd(Iterator<Message> chunks) {
            try {
                chunks.forEachRemaining(chunk -> {});
            } catch (Glm4Exception e) {
                // this is the end too
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Ending.class)
    void theNextCallStartsWhenTheStreamHasEnded(Ending ending) throws Exception {
        String options = "&maxConcurrentRequests=1" + ending.options();
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        server.enqueue(ending == Ending.READ ? heldUntil(goOn) : ending.reply, Reply.completionStream("next"));
        ChatCompletionStream stream = open(options, "hi", ending);
        ConcurrencyGate gate = gate("glm4:a?stream=true" + options, 1);

        CompletableFuture<Object> next = template.asyncRequestBody("glm4:a?stream=true" + options, "hi");
        await().atMost(LATER)
                .until(() -> gate.queued() == 1 || server.requests().size() == 2);
        if (ending != Ending.ABANDONED && ending != Ending.CUT && ending != Ending.ERROR && ending != Ending.SILENT) {
            assertThat(server.requests()).hasSize(1);
            assertThat(next).isNotDone();
        }
        goOn.complete(null);
        ending.bringAbout(stream);

        assertThat(((ChatCompletionStream) next.get(LATER.toSeconds(), TimeUnit.SECONDS)).text())
                .isEqualTo("next");
        await().atMost(LATER).until(() -> gate.inUse() == 0 && glm4Client().inFlight() == 0);
    }

    private static Reply heldUntil(CompletableFuture<Void> goOn) {
        return Reply.stream()
                .event(GlmJson.delta("a"))
                .await(goOn)
                .event("[DONE]")
                .lastChunk();
    }

    @Test
    void nothingIsLeftOfTwoThousandStreams() throws Exception {
        String options = "&maxConcurrentRequests=50&maxRetries=0";
        Random random = new Random(7);
        List<Ending> endings = random.ints(2_000, 0, Ending.values().length)
                .mapToObj(i -> Ending.values()[i])
                .toList();
        ConcurrencyGate gate = gate("glm4:a?stream=true" + options, 50);
        server.otherwise(request -> asked(request).reply);
        ExecutorService callers = Executors.newFixedThreadPool(40);

        List<Future<ChatCompletionStream>> ended = callers.invokeAll(endings.stream()
                .map(ending -> (Callable<ChatCompletionStream>) () -> {
                    ChatCompletionStream stream = open(options + ending.options(), ending.name(), ending);
                    ending.bringAbout(stream);
                    return stream; // held, else the garbage collector would help
                })
                .toList());
        callers.shutdown();
        for (Future<ChatCompletionStream> stream : ended) {
            stream.get(); // fails as its call did
        }

        server.awaitOpenConnections(0, LATER);
        await().atMost(LATER).until(() -> glm4Client().inFlight() == 0);
        assertThat(gate.inUse()).isZero();
        assertThat(gate.queued()).isZero();
        assertThat(server.requests()).hasSize(2_000);
    }

    /** The end that the request names. */
    private static Ending asked(RecordedRequest request) {
        List<?> messages = (List<?>) request.json().get("messages");
        return Ending.valueOf((String) ((Map<?, ?>) messages.get(0)).get("content"));
    }

    /** Null if a silent stream reached its limit before its first chunk was read, which happens on a busy machine. */
    private ChatCompletionStream open(String options, String prompt, Ending ending) {
        try {
            return template.requestBody("glm4:a?stream=true" + options, prompt, ChatCompletionStream.class);
        } catch (CamelExecutionException e) {
            if (ending == Ending.SILENT && e.getCause() instanceof Glm4TimeoutException) {
                return null;
            }
            throw e;
        }
    }

    /** The gate of that endpoint; held by the test, so that it stays the same. */
    private ConcurrencyGate gate(String uri, int limit) {
        Glm4Endpoint endpoint = context.getEndpoint(uri, Glm4Endpoint.class);
        ConcurrencyGates.Key key = new ConcurrencyGates.Key(
                ServiceUrl.parse(server.baseUrl()), new ApiKeys(Clock.systemUTC()).bearer(KEY), "a");
        return glm4Client().gates().hold(key, limit, endpoint.getConcurrency().getMaxQueuedRequests());
    }
}
