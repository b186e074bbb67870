package io.github.camelglm4.examples.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.bulk.KillRun.Kill;
import io.github.camelglm4.examples.bulk.KillRun.Outcome;
import io.github.camelglm4.examples.bulk.StormyModel.Call;
import io.github.camelglm4.examples.bulk.TextFeed.Sent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Workers are killed at random moments, the broker and the collector once, while the model refuses two percent of the
 * texts, and rejects all requests from time to time. A longer run: {@code -Dkills=100}. Another one:
 * {@code -Dkills.seed=2}.
 */
@Tag("timing") // a worker must come back within the session timeout
@ResourceLock(RunTest.MANY_PROCESSES)
class KillTest {
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final long SEED = Long.getLong("kills.seed", 1);

    private static Outcome outcome;

    @BeforeAll
    static void play() throws Exception {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "kills").toAbsolutePath()), "run");
        try (KillRun run = new KillRun(folder, TestBroker.JARS, SEED)) {
            outcome = run.play(KILLS);
        }
        System.out.printf(
                "%d texts, %d of them refused, %d kills of workers, %d texts in flight at all kills, %d paid twice, "
                        + "%d rejected requests, %d batches read again, %d rebalances%n",
                outcome.sent().size(),
                outcome.deadLetterRows().size(),
                KILLS,
                outcome.kills().stream()
                        .mapToInt(kill -> kill.inFlight().size())
                        .sum(),
                outcome.calls().size() - outcome.sent().size(),
                outcome.rejections(),
                outcome.breaks(),
                outcome.generationAfter() - outcome.generationBefore());
    }

    @Test
    void everyTextEndsInOneRow() {
        assertThat(Stream.concat(outcome.resultRows().stream(), outcome.deadLetterRows().stream()))
                .containsExactlyInAnyOrderElementsOf(ids());
    }

    @Test
    void onlyRefusedTextsAreDeadLetters() {
        Set<String> refused = ids().stream().filter(KillRun::isRefused).collect(Collectors.toSet());

        assertThat(outcome.deadLetterRows()).containsExactlyInAnyOrderElementsOf(refused);
        assertThat(outcome.deadLetters())
                .isNotEmpty()
                .allSatisfy(
                        letter -> assertThat(TopicRecords.header(letter, "id")).isIn(refused));
        assertThat(outcome.rejections()).isPositive();
    }

    /** The first storm lasts longer than a batch waits. */
    @Test
    void aBatchIsReadAgainAfterALongStorm() {
        assertThat(outcome.breaks()).isPositive();
    }

    @Test
    void onlyTextsThatWereInFlightAtAKillArePaidTwice() {
        Map<String, Integer> allowed = new HashMap<>();
        for (Kill kill : outcome.kills()) {
            kill.inFlight().forEach(id -> allowed.merge(id, 1, Integer::sum));
        }
        Map<String, Long> paid =
                outcome.calls().stream().collect(Collectors.groupingBy(call -> call.id, Collectors.counting()));

        assertThat(outcome.kills())
                .as("of workers, and of the broker beside each of the three")
                .hasSize(KILLS + 3)
                .allMatch(kill -> kill.inFlight().size() <= 2 * KillRun.BATCH);
        assertThat(paid)
                .allSatisfy((id, calls) -> assertThat(calls)
                        .as("%s: %s", id, calls(id))
                        .isLessThanOrEqualTo(1 + allowed.getOrDefault(id, 0)));
    }

    @Test
    void textsOfAKeyAreAskedInTheirOrder() {
        Map<String, List<Call>> calls = outcome.calls().stream().collect(Collectors.groupingBy(call -> call.id));

        assertThat(calls).containsOnlyKeys(ids());
        assertThat(keys()).allSatisfy((key, ids) -> {
            for (int i = 1; i < ids.size(); i++) {
                long answered = firstAnswer(calls.get(ids.get(i - 1)));
                assertThat(calls.get(ids.get(i)))
                        .as("%s after %s", ids.get(i), ids.get(i - 1))
                        .allMatch(call -> call.start >= answered);
            }
        });
    }

    private static long firstAnswer(List<Call> calls) {
        return calls.stream().mapToLong(call -> call.end).min().orElseThrow();
    }

    @Test
    void resultsOfAKeyAreInTheOrderOfItsTexts() {
        Map<String, Set<String>> results = new HashMap<>();
        for (ConsumerRecord<String, String> result : outcome.results()) {
            results.computeIfAbsent(result.key(), any -> new LinkedHashSet<>()).add(TopicRecords.header(result, "id"));
        }

        assertThat(results)
                .isNotEmpty()
                .allSatisfy((key, ids) -> assertThat(ids).as(key).containsExactlyElementsOf(new TreeSet<>(ids)));
    }

    @Test
    void noKillLeadsToARebalance() {
        assertThat(outcome.generationAfter()).isEqualTo(outcome.generationBefore());
    }

    private static List<String> calls(String id) {
        return outcome.calls().stream()
                .filter(call -> call.id.equals(id))
                .map(Call::toString)
                .toList();
    }

    private static List<String> ids() {
        return outcome.sent().stream().map(Sent::id).toList();
    }

    /** The texts of each key, in their order. */
    private static Map<String, List<String>> keys() {
        return outcome.sent().stream()
                .collect(Collectors.groupingBy(
                        Sent::key, LinkedHashMap::new, Collectors.mapping(Sent::id, Collectors.toList())));
    }
}
