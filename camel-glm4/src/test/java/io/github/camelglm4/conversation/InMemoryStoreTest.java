package io.github.camelglm4.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4ConversationException;
import java.util.List;
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

    @Test
    void forgetsTheLongestUnusedOfTooManyBytes() {
        InMemoryStore store = new InMemoryStore(100, 1_000_000, 1_000, now::get);
        String json = "[\"" + "a".repeat(300_000) + "\"]";
        for (String id : List.of("a", "b", "c")) {
            put(store, id, json);
        }
        assertThat(store.size()).isEqualTo(3);
        json(store, "a");

        put(store, "d", json);

        assertThat(json(store, "b")).isNull();
        assertThat(json(store, "a")).isEqualTo(json);
        put(store, "e", json.replace('a', '\u754c'));
        assertThat(store.size())
                .as("a character outside of Latin-1 takes two bytes")
                .isEqualTo(2);
        assertThat(json(store, "a")).isEqualTo(json);
    }

    @Test
    void countsTheBytesOfWhatWentNoMore() {
        InMemoryStore store = new InMemoryStore(2, 1_000_000, 1_000, now::get);
        String json = "[\"" + "a".repeat(400_000) + "\"]";
        for (int i = 0; i < 20; i++) {
            put(store, "n" + i, json);
            pass(1_001);
            put(store, "n" + i, json);
            put(store, "other", "[]");
            StoredHistory seen = store.read("other").toCompletableFuture().join();
            store.replace("other", seen, json);
            assertThat(json(store, "n" + i)).isEqualTo(json);
        }
    }

    @Test
    void aHistoryThatIsLargerThanAllMayBeFailsItsTurn() {
        InMemoryStore store = new InMemoryStore(100, 1_000_000, 1_000, now::get);
        put(store, "a");

        assertThat(store.replace("b", StoredHistory.NONE, "a".repeat(1_000_001)))
                .failsWithin(0, TimeUnit.SECONDS)
                .withThrowableThat()
                .withCauseInstanceOf(Glm4ConversationException.class)
                .withMessageContaining("all conversations in memory together may use at most 1000000");
        assertThat(json(store, "a")).isEqualTo("[]");
    }

    /** Kept without a bound in bytes, these take more than the whole heap. */
    @Test
    void longConversationsFitIntoTheHeap() {
        InMemoryStore store = new InMemoryStore(Integer.MAX_VALUE, 3_600_000);
        int length = 4_000_000;
        long all = 2 * Runtime.getRuntime().maxMemory() / length;

        for (long i = 0; i < all; i++) {
            put(store, "c" + i, "a".repeat(length));
        }

        assertThat((long) store.size() * length).isLessThan(Runtime.getRuntime().maxMemory() / 8);
        assertThat(json(store, "c" + (all - 1))).hasSize(length);
    }

    private InMemoryStore store(int maxConversations, long expiryMillis) {
        return new InMemoryStore(maxConversations, Long.MAX_VALUE, expiryMillis, now::get);
    }

    private void pass(long millis) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static void put(InMemoryStore store, String id) {
        put(store, id, "[]");
    }

    private static void put(InMemoryStore store, String id, String json) {
        store.replace(id, store.read(id).toCompletableFuture().join(), json);
    }

    private static String json(InMemoryStore store, String id) {
        return store.read(id).toCompletableFuture().join().json();
    }
}
