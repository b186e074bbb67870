package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.batch.Batch;
import io.github.camelglm4.batch.BatchCounts;
import io.github.camelglm4.batch.BatchStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

class DeliveredKeysTest {

    private static final String FILE = "20240514_0e7f4b7c-4d57-4d0b-8a53-4a5f0b6c5d3e";

    private final Map<String, Object> stored = new ConcurrentHashMap<>();
    private final DeliveredKeys keys = new DeliveredKeys(new MemoryIdempotentRepository(stored));

    @Test
    void areReadableIfTheyAreShort() {
        keys.addLine(batch("batch_1", FILE), "row-000001");
        keys.addBatch(batch("batch_1", FILE));

        assertThat(stored).containsOnlyKeys(FILE + "/row-000001", "batch_1");
    }

    @Test
    void areThoseOfTheInputFile() {
        keys.addLine(batch("batch_1", FILE), "row-000001");

        assertThat(keys.hasLine(batch("batch_2", FILE), "row-000001")).isTrue();
        assertThat(keys.hasLine(batch("batch_2", "other"), "row-000001")).isFalse();
        assertThat(keys.hasLine(batch("batch_2", FILE), "row-000002")).isFalse();
    }

    @Test
    void areThoseOfTheBatchIfItHasNoInputFile() {
        keys.addLine(batch("batch_1", null), "row-000001");

        assertThat(stored).containsOnlyKeys("batch_1/row-000001");
    }

    /** The repositories of Camel for databases have a column of 100 characters. */
    @Test
    void haveAtMostOneHundredCharacters() {
        String id = "x".repeat(500);
        keys.addLine(batch("batch_1", FILE), id + "1");
        keys.addLine(batch("batch_1", FILE), "y".repeat(100 - FILE.length() - 1));
        keys.addBatch(batch("b".repeat(200), FILE));

        assertThat(stored.keySet()).hasSize(3).allSatisfy(key -> assertThat(key).hasSizeLessThanOrEqualTo(100));
        assertThat(stored).containsKey(FILE + "/" + "y".repeat(100 - FILE.length() - 1));
        assertThat(keys.hasLine(batch("batch_1", FILE), id + "1")).isTrue();
        assertThat(keys.hasLine(batch("batch_1", FILE), id + "2")).isFalse();
        assertThat(keys.hasBatch(batch("b".repeat(200), FILE))).isTrue();
    }

    private static Batch batch(String id, String inputFile) {
        return new Batch(
                id,
                BatchStatus.COMPLETED,
                "completed",
                inputFile,
                null,
                null,
                BatchCounts.NONE,
                Map.of(),
                List.of(),
                null,
                null);
    }
}
