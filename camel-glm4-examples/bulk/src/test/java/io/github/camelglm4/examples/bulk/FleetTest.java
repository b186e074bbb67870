package io.github.camelglm4.examples.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.examples.bulk.broker.Parent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FleetTest {
    @TempDir
    private Path folder;

    private final Queue<String> notices = new ConcurrentLinkedQueue<>();
    private final Queue<Child> children = new ConcurrentLinkedQueue<>();

    @Test
    void startsAKilledProcessAgainAndStopsAllAtTheEnd() throws Exception {
        Fleet fleet = new Fleet(notices::add);
        fleet.run(() -> child(Waiting.class));
        Child first = children.element();
        await().until(first::wasUp);

        first.kill();

        await().until(() -> children.size() == 2);
        assertThat(notices).singleElement().asString().startsWith("Started again: child ended with exit code 137");
        fleet.close();
        assertThat(children).noneMatch(Child::isAlive);
        assertThat(fleet.failure()).isCompletedExceptionally();
    }

    @Test
    void failsIfAProcessCannotStart() throws Exception {
        try (Fleet fleet = new Fleet(notices::add)) {
            fleet.run(() -> child(Failing.class));

            assertThatThrownBy(() -> fleet.failure().get(30, TimeUnit.SECONDS))
                    .hasMessageContaining("child ended with exit code 1, see ")
                    .hasMessageEndingWith("child.log: no database");
        }
        assertThat(notices).isEmpty();
        assertThat(children).hasSize(1);
    }

    @Test
    void aProcessEndsWithTheOneThatStartedIt() throws Exception {
        Child child = child(Waiting.class);
        await().until(child::wasUp);

        child.stop();

        await().until(() -> !child.isAlive());
    }

    private Child child(Class<?> main) throws IOException {
        List<String> command = List.of("-cp", System.getProperty("java.class.path"), main.getName());
        Child child = Child.start("child", command, folder, line -> {});
        children.add(child);
        return child;
    }

    /** Runs until it is stopped. */
    static final class Waiting {
        public static void main(String[] args) throws InterruptedException {
            Parent.exitWithIt();
            System.out.println("up");
            Thread.currentThread().join();
        }
    }

    /** Ends as a process that cannot start. */
    static final class Failing {
        public static void main(String[] args) {
            System.err.println("no database");
            System.exit(1);
        }
    }
}
