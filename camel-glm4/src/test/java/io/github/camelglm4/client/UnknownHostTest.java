package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.LATER;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.CallerCancellation;
import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.NameServer;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Host names are resolved by the name server, whose answer may change. */
class UnknownHostTest extends FailureTestSupport {

    private static final String UNKNOWN = "baseUrl=http://nowhere.invalid/v1";

    private final NameServer nameServer = NameServer.start();
    private Vertx vertx;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        vertx = Vertx.vertx(new VertxOptions()
                .setAddressResolverOptions(new AddressResolverOptions()
                        .setServers(List.of(nameServer.place()))
                        .setSearchDomains(List.of())));
        CamelContext context = super.createCamelContext();
        context.getComponent("glm4", Glm4Component.class).setVertx(vertx);
        return context;
    }

    @Override
    protected void doPostTearDown() throws Exception {
        super.doPostTearDown();
        vertx.close().toCompletionStage().toCompletableFuture().get(LATER.toSeconds(), TimeUnit.SECONDS);
        nameServer.close();
    }

    private String named() {
        return MODEL + "?baseUrl=http://model.test:" + server.port() + "/v1";
    }

    /** A host that no name server knows is still unknown a moment later. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                MODEL + "?",
                MODEL + "?stream=true&",
                "glm4-embedding:embedding-3?",
                "glm4-moderation:moderation?"
            })
    void anUnknownHostFailsAtOnce(String uri) {
        Glm4Exception failure = failureOf(uri + UNKNOWN, Glm4ConnectionException.class);

        assertThat(failure).hasMessage("the host of nowhere.invalid:80 is unknown");
        assertThat(failure.getAttempts()).isEqualTo(1);
    }

    @Test
    void anUnknownHostFailsARerankingAtOnce() {
        Map<String, Object> request = Map.of("query", "Which?", "documents", List.of("a", "b"));

        assertThat(failure(ask("glm4-rerank:rerank?" + UNKNOWN, request)))
                .isExactlyInstanceOf(Glm4ConnectionException.class)
                .hasMessage("the host of nowhere.invalid:80 is unknown");
    }

    @Test
    void aHostThatIsUnknownNowMayBeKnownALittleLater() {
        server.otherwise(Reply.completion("fine"));
        failureOf(named(), Glm4ConnectionException.class);

        nameServer.resolveTo("127.0.0.1");

        assertThat(ask(named(), "hello").getMessage().getBody()).isEqualTo("fine");
    }

    /**
     * The server may close the connection before its first request: that request is sent again, as on any idle
     * connection.
     */
    @Test
    void connectionOpenedForACanceledCallWasIdle() {
        nameServer.resolveTo("127.0.0.1");
        NameServer.Held question = nameServer.hold();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        Calls.Call canceled = new Calls(context, named())
                .send("hello", Map.of(Glm4Properties.CALLER_GONE, new CallerCancellation(gone, null)));
        assertThat(question.asked()).succeedsWithin(SOON);
        gone.complete(null);
        canceled.await(SOON);
        question.release().complete(null);
        await().atMost(SOON).until(() -> glm4Client().connections() == 1);
        server.enqueue(Reply.raw().close(), Reply.completion("fine"));

        Exchange exchange = ask(named() + "&maxRetries=0", "hello");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(1);
        assertThat(server.requests()).extracting(RecordedRequest::connection).containsExactly(1, 2);
    }

    @Tag("timing")
    @Test
    void aNameThatMovesToADeadAddressFailsUntilItMovesBack() {
        server.otherwise(Reply.completion("fine").close());
        nameServer.resolveTo("127.0.0.1");
        assertThat(ask(named(), "hello").getMessage().getBody()).isEqualTo("fine");

        nameServer.resolveTo("127.0.0.9");
        Glm4Exception failure = failureOf(named(), Glm4ConnectionException.class);
        nameServer.resolveTo("127.0.0.1");

        assertThat(failure).hasMessageContaining("model.test:" + server.port());
        assertThat(failure.getAttempts()).isEqualTo(3);
        assertThat(ask(named(), "hello").getMessage().getBody()).isEqualTo("fine");
    }
}
