package io.github.camelglm4.bulk;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.OwnProcess;
import io.github.camelglm4.testing.batch.BatchRequest;
import io.github.camelglm4.testing.batch.BatchService;
import io.github.camelglm4.testing.batch.LineAnswer;
import io.github.camelglm4.testing.batch.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that submits a batch and delivers its answers is killed, at each {@link KillPlace} once, and the next one
 * continues. No answer is lost, and at most those that were under way are delivered twice.
 */
@Timeout(1_800)
class KilledBatchTest {

    static final int LINES = 30;

    /** A process starts, submits and delivers. */
    private static final Duration PATIENCE = LONG.multipliedBy(3);

    /** A process does not live long enough for the second compiler. */
    private static final List<String> JVM = List.of("-Xmx128m", "-XX:TieredStopAtLevel=1");

    /** A third of the lines has an error or no result at all: these are delivered too. */
    private static final int KINDS = 6;

    @RegisterExtension
    final BatchService service =
            BatchService.start().answers(KilledBatchTest::answer).onExecuted(this::executed);

    @TempDir
    Path folder;

    private final AtomicReference<KillPlace> armed = new AtomicReference<>();
    private volatile OwnProcess process;

    /** Begins while the other one works, and starts its routes after the kill. */
    private OwnProcess next;

    private int batches;
    private int filesLeft;

    @AfterEach
    void end() {
        process.close();
        next.close();
    }

    @Test
    void losesNoAnswerAtAnyPlace() throws Exception {
        Files.createDirectory(folder.resolve("inbox"));
        next = begin();
        start();
        for (KillPlace place : KillPlace.values()) {
            process.say(place.name());
            process.hear("armed", PATIENCE.toSeconds());
            armed.set(place);
            submit(place);
            process.awaitEnd(PATIENCE.toSeconds());

            start();
            batches += place.batches;
            filesLeft += place.filesLeft;
            await(place.name()).atMost(PATIENCE).until(this::isOver);
            assertDelivered(place);
        }
    }

    private void start() throws IOException {
        process = next;
        process.say(KilledApplication.START);
        next = begin();
    }

    private OwnProcess begin() throws IOException {
        return new OwnProcess(folder, JVM, KilledApplication.class, service.baseUrl(), folder.toString());
    }

    /** Files are deleted when every line of their batch has been delivered. */
    private boolean isOver() {
        return service.batches().size() == batches && service.files().size() == filesLeft;
    }

    private void executed(BatchRequest request) {
        KillPlace place = armed.get();
        if (place != null
                && request.operation() == place.operation
                && isWorthIt(place)
                && armed.compareAndSet(place, null)) {
            process.kill();
        }
    }

    /** A list is of interest if the batch in it has ended. */
    private boolean isWorthIt(KillPlace place) {
        return place.operation != Operation.LIST
                || service.batches().size() > batches
                        && service.status(service.batches().get(0)).equals("completed");
    }

    private void submit(KillPlace place) throws IOException {
        String lines = ids(place).map("""
                        {"custom_id":"%1$s","method":"POST","url":"/v4/chat/completions",\
                        "body":{"model":"GLM-4-Air","messages":[{"role":"user","content":"%1$s"}]}}
                        """::formatted).collect(Collectors.joining());
        Path written = Files.writeString(folder.resolve(place.name()), lines);
        Files.move(written, folder.resolve("inbox").resolve(place.name() + ".jsonl"));
    }

    private static Stream<String> ids(KillPlace place) {
        return IntStream.range(0, LINES).mapToObj(number -> place.name() + "-" + number);
    }

    private static int kind(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1)) % KINDS;
    }

    private static LineAnswer answer(Map<String, Object> line) {
        String id = (String) line.get("custom_id");
        return switch (kind(id)) {
            case 3 -> LineAnswer.error(400, "1301", "sensitive");
            case 5 -> LineAnswer.none();
            default -> LineAnswer.text("GLM-4-Air", "answer to " + id);
        };
    }

    private static String outcome(String id) {
        return id + " "
                + switch (kind(id)) {
                    case 3 -> "Glm4ContentFilterException";
                    case 5 -> "Glm4BatchException";
                    default -> "answer to " + id;
                };
    }

    private void assertDelivered(KillPlace place) throws IOException {
        Set<String> expected = ids(place).map(KilledBatchTest::outcome).collect(Collectors.toSet());
        Map<String, Long> delivered = Files.readAllLines(folder.resolve(KilledApplication.DELIVERED)).stream()
                .filter(line -> line.startsWith(place.name() + "-"))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(delivered.keySet()).as("delivered, after %s", place).isEqualTo(expected);
        long repeated =
                delivered.values().stream().mapToLong(times -> times - 1).sum();
        assertThat(repeated).as("repeated, after %s", place).isLessThanOrEqualTo(place.repeats);
    }
}
