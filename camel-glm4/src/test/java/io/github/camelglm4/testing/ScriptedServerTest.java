package io.github.camelglm4.testing;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Times at which bytes are sent, and ends of connections. */
@Timeout(60)
class ScriptedServerTest {

    @RegisterExtension
    static final ScriptedServer server = ScriptedServer.start();

    @Test
    void sendsExactlyTheBytesOfTheScript() throws IOException {
        byte[] everyByte = new byte[256];
        for (int i = 0; i < everyByte.length; i++) {
            everyByte[i] = (byte) i;
        }
        server.enqueue(Reply.raw().bytes(everyByte).close());
        try (RawClient client = new RawClient(server)) {
            assertThat(client.get("/").readToEnd()).isEqualTo(everyByte);
        }
    }

    @Test
    void bytesLeaveBeforeTheScriptGoesOn() throws IOException {
        CompletableFuture<Void> go = new CompletableFuture<>();
        server.enqueue(Reply.raw().bytes("one").await(go).bytes("two").close());
        try (RawClient client = new RawClient(server)) {
            assertThat(client.get("/").read(3)).isEqualTo("one");
            go.complete(null);
            assertThat(client.readToEnd()).asString().isEqualTo("two");
        }
    }

    @Test
    void awaitGoesOnAfterAFailureToo() throws IOException {
        server.enqueue(Reply.raw()
                .await(CompletableFuture.failedFuture(new IllegalStateException()))
                .bytes("on")
                .close());
        try (RawClient client = new RawClient(server)) {
            assertThat(client.get("/").readToEnd()).asString().isEqualTo("on");
        }
    }

    @Test
    void tellsWhenAStepIsReached() throws Exception {
        CompletableFuture<Void> go = new CompletableFuture<>();
        CompletableFuture<Instant> before = new CompletableFuture<>();
        CompletableFuture<Instant> behind = new CompletableFuture<>();
        server.enqueue(Reply.raw().tell(before).await(go).tell(behind).never());
        try (RawClient client = new RawClient(server)) {
            client.get("/");
            before.get(LATER.toSeconds(), TimeUnit.SECONDS);
            assertThat(behind).isNotDone();
            go.complete(null);
            assertThat(behind.get(LATER.toSeconds(), TimeUnit.SECONDS)).isAfterOrEqualTo(before.join());
        }
    }

    @Test
    void delaysAreNotShorterThanAsked() throws IOException {
        server.enqueue(Reply.of(200, "text/plain", "a")
                .after(Duration.ofMillis(120))
                .delay(Duration.ofMillis(80))
                .close());
        try (RawClient client = new RawClient(server)) {
            long sent = System.nanoTime();
            client.get("/");
            assertThat(client.read()).isEqualTo('H');
            assertThat(since(sent)).isGreaterThanOrEqualTo(Duration.ofMillis(120));
            client.readToEnd();
            assertThat(since(sent)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void piecesArriveOneByOne() throws IOException {
        server.enqueue(
                Reply.raw().inPieces(2, Duration.ofMillis(50)).bytes("aabbc").close());
        try (RawClient client = new RawClient(server)) {
            long sent = System.nanoTime();
            assertThat(client.get("/").read(2)).isEqualTo("aa");
            assertThat(client.read(2)).isEqualTo("bb");
            assertThat(since(sent)).isGreaterThanOrEqualTo(Duration.ofMillis(50));
            assertThat(client.read(1)).isEqualTo("c");
            assertThat(since(sent)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void closeIsSeenAsTheEnd() throws IOException {
        server.enqueue(Reply.raw().close());
        try (RawClient client = new RawClient(server)) {
            assertThat(client.get("/").read()).isEqualTo(-1);
        }
    }

    @Test
    void closeLosesNoBytesOfASlowReader() throws IOException {
        byte[] large = new byte[8 << 20];
        server.enqueue(Reply.raw().bytes(large).close());
        try (RawClient client = new RawClient(server)) {
            client.get("/");
            server.takeRequest(LATER);
            assertThat(client.readToEnd()).hasSize(large.length);
        }
    }

    @Test
    void resetIsSeenAsAReset() throws IOException {
        CompletableFuture<Void> go = new CompletableFuture<>();
        server.enqueue(Reply.raw().bytes("x").await(go).reset());
        try (RawClient client = new RawClient(server)) {
            assertThat(client.get("/").read()).isEqualTo('x');
            go.complete(null);
            assertThatThrownBy(client::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
    }

    @Test
    void failingStepResetsTheConnection() throws IOException {
        server.enqueue(Reply.raw()
                .onStep(() -> {
                    throw new IllegalStateException("on purpose");
                })
                .bytes("x")
                .close());
        try (RawClient client = new RawClient(server)) {
            client.get("/");
            assertThatThrownBy(client::read).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void repeatIsHeldUpByAClientThatDoesNotRead() throws Exception {
        long size = 64L << 20;
        CompletableFuture<Instant> through = new CompletableFuture<>();
        server.enqueue(Reply.raw().repeat(new byte[1 << 16], size >> 16).tell(through));
        try (RawClient client = new RawClient(server)) {
            client.get("/");
            RecordedRequest request = server.takeRequest(LATER);
            awaitStandstill(request);
            assertThat(request.bytesWritten()).isBetween(1L, 16L << 20);
            assertThat(through).isNotDone();

            client.skip(size);
            through.get(LATER.toSeconds(), TimeUnit.SECONDS);
            await().untilAsserted(() -> assertThat(request.bytesWritten()).isEqualTo(size));
        }
    }

    @Test
    void endlessRepeatLeavesOtherConnectionsTheirTurn() throws Exception {
        // byte by byte, so that readers are always faster than the server, which never waits for them
        server.otherwise(Reply.raw().repeat("x", Reply.FOREVER));
        try (RawClient oneLoop = new RawClient(server);
                RawClient otherLoop = new RawClient(server)) {
            Thread first = readUntilClosed(oneLoop);
            Thread second = readUntilClosed(otherLoop);
            server.awaitRequests(2, LATER);
            server.otherwise(Reply.raw().bytes("my turn").close());
            try (RawClient third = new RawClient(server)) {
                assertThat(third.get("/").readToEnd()).asString().isEqualTo("my turn");
            }
            oneLoop.hangUp();
            otherLoop.hangUp();
            first.join();
            second.join();
        }
        server.awaitOpenConnections(0, LATER);
    }

    private static Thread readUntilClosed(RawClient client) throws IOException {
        client.get("/");
        Thread reader = new Thread(() -> assertThatThrownBy(() -> client.skip(Long.MAX_VALUE)));
        reader.start();
        return reader;
    }

    @Tag("timing")
    @Test
    void awaitWritableWaitsForTheReader() throws Exception {
        byte[] large = new byte[16 << 20];
        CompletableFuture<Instant> sent = new CompletableFuture<>();
        CompletableFuture<Instant> writable = new CompletableFuture<>();
        server.enqueue(Reply.raw()
                .bytes(large)
                .tell(sent)
                .awaitWritable()
                .tell(writable)
                .never());
        try (RawClient client = new RawClient(server)) {
            client.get("/");
            sent.get(LATER.toSeconds(), TimeUnit.SECONDS);
            awaitStandstill(server.takeRequest(LATER));
            assertThat(writable).isNotDone();
            client.skip(large.length);
            writable.get(LATER.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void knowsWhenTheClientClosed() throws Exception {
        server.otherwise(Reply.raw().never());
        try (RawClient closing = new RawClient(server);
                RawClient aborting = new RawClient(server)) {
            closing.get("/closing");
            RecordedRequest first = server.takeRequest(LATER);
            aborting.get("/aborting");
            RecordedRequest second = server.takeRequest(LATER);

            closing.hangUp();
            assertThat(first.connectionClosed().get(LATER.toSeconds(), TimeUnit.SECONDS))
                    .isAfterOrEqualTo(first.arrivedAt());
            assertThat(second.connectionClosed()).isNotDone();
            aborting.abort();
            second.connectionClosed().get(LATER.toSeconds(), TimeUnit.SECONDS);
        }
        server.awaitOpenConnections(0, LATER);
    }

    @Test
    void testsCannotSpoilTheFutureOfTheOthers() throws Exception {
        server.otherwise(Reply.raw().never());
        try (RawClient client = new RawClient(server)) {
            client.get("/");
            RecordedRequest request = server.takeRequest(LATER);
            CompletableFuture<Instant> impatient = request.connectionClosed().orTimeout(1, TimeUnit.MILLISECONDS);
            assertThatThrownBy(impatient::get).hasCauseInstanceOf(TimeoutException.class);
            assertThat(request.connectionClosed()).isNotDone();
        }
    }

    private static void awaitStandstill(RecordedRequest request) {
        AtomicLong seen = new AtomicLong();
        await().during(Duration.ofMillis(300))
                .atMost(LATER)
                .until(() -> seen.getAndSet(request.bytesWritten()) == request.bytesWritten() && seen.get() > 0);
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
