package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.LONG;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.chat.AnswerListener;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.client.ApiRequest;
import io.github.camelglm4.client.ApiRequest.JsonContent;
import io.github.camelglm4.client.CallLimits;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.client.HttpSettings;
import io.github.camelglm4.client.RetryPolicy;
import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.model.ChatReplyDecoder;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** If all threads are busy, a stream may reach its caller late, after its timeout. */
class WireLateResultTest {

    @RegisterExtension
    static final ScriptedServer server = ScriptedServer.start();

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private final Glm4Client client = new Glm4Client(vertx, waiting::add);

    @AfterEach
    void close() throws Exception {
        client.close();
        vertx.close().toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void requestTimeoutEndsAStreamThatWasOnItsWayToTheCaller() throws Exception {
        server.enqueue(Reply.stream().event(WireTestSupport.delta("a")).never());
        AnswerSettings settings = new AnswerSettings(false, 60_000);
        ChatReplyDecoder documents = new ChatReplyDecoder(false, new ChatCompletionRequest(null, List.of()));
        CompletableFuture<OpenedStream> opened = new CompletableFuture<>();
        client.streamedCall(
                        request(3_000),
                        attempt -> new StreamedReply(attempt, settings, documents::decode, nobody()),
                        opened)
                .start();
        Runnable result = next();
        next(); // the failure of the complete answer: the stream has failed

        result.run();

        StreamReader pipe = opened.get(0, TimeUnit.SECONDS).pipe();
        assertThat(pipe.poll().text()).isEqualTo("a");
        assertThatThrownBy(pipe::poll)
                .isInstanceOf(Glm4TimeoutException.class)
                .hasMessageContaining("requestTimeout of 3000 ms");
        server.awaitOpenConnections(0, SOON);
    }

    /** The tasks that the client has for a thread of the pool. */
    private Runnable next() throws InterruptedException {
        Runnable next = waiting.poll(LONG.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private ApiRequest request(long requestMillis) {
        ServiceUrl url = ServiceUrl.parse(server.baseUrl());
        return new ApiRequest(
                client.pools(new HttpSettings(10_000, null, null)),
                url,
                url.chatCompletions(),
                Credential.NONE,
                Map.of(),
                Secrets.NONE,
                new CallLimits(10_000, 10_000, 10_000, requestMillis, 1_000_000),
                new RetryPolicy(0, 1, 1),
                null,
                (JsonContent) retry -> "{}".getBytes(StandardCharsets.UTF_8),
                null);
    }

    private static AnswerListener nobody() {
        return new AnswerListener() {
            @Override
            public void chunk() {
                // ignored
            }

            @Override
            public void answered(ChatCompletion answer) {
                // ignored
            }
        };
    }
}
