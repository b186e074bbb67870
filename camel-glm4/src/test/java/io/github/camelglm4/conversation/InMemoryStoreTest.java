package io.github.camelglm4.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The store of this process: what all stores do, and its bounds. */
class InMemoryStoreTest extends StoreContract {

    private final AtomicLong now = new AtomicLong();

    @Override
    protected ConversationStore createStore(ExecutorService threads) {
        return new InMemoryStore(1_000, 60_000);
    }

    @Test
    void forgetsAConversationThatWasNotUsedForTheExpiry() {
        InMemoryStore store = store(10, 1_000);
        put(store, "a");

        pass(1_000);
        assertThat(json(store, "a")).isEqualTo("[]");
        pass(1_000);
        assertThat(json(store, "a")).isEqualTo("[]");
        pass(1_001);
        assertThat(json(store, "a")).isNull();
    }

    @Test
    void forgetsTheLongestUnusedOfTooMany() {
        InMemoryStore store = store(2, 1_000);
        put(store, "a");
        put(store, "b");
        json(store, "a");
        put(store, "c");

        assertThat(store.size()).isEqualTo(2);
        assertThat(json(store, "b")).isNull();
        assertThat(json(store, "a")).isEqualTo("[]");
        assertThat(json(store, "c")).isEqualTo("[]");
    }

    @Test
    void dropsWhatIsOverdueWithoutBeingAskedForIt() {
        InMemoryStore store = store(100, 1_000);
        for (int i = 0; i < 50; i++) {
            put(store, "old" + i);
        }
        pass(1_001);
        for (int i = 0; i < 50; i++) {
            json(store, "unknown");
        }

        assertThat(store.size()).isZero();
    }

    @Test
    void keepsAConversationWhoseTurnTookLongerThanTheExpiry() {
        InMemoryStore store = store(10, 1_000);
        put(store, "a");
        StoredHistory seen = store.read("a").toCompletableFuture().join();
        pass(5_000);
        put(store, "b");

        assertThat(store.replace("a", seen, "[1]").toCompletableFuture().join()).isTrue();
        assertThat(json(store, "a")).isEqualTo("[1]");
    }

    private InMemoryStore store(int maxConversations, long expiryMillis) {
        return new InMemoryStore(maxConversations, expiryMillis, now::get);
    }

    private void pass(long millis) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static void put(InMemoryStore store, String id) {
        store.replace(id, StoredHistory.NONE, "[]");
    }

    private static String json(InMemoryStore store, String id) {
        return store.read(id).toCompletableFuture().join().json();
    }
}
