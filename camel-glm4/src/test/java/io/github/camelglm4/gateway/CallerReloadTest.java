package io.github.camelglm4.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.CallerDirectory;
import io.github.camelglm4.usage.KeyDigest;
import io.github.camelglm4.usage.UsageLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When changed callers are taken, with a timer that ticks by hand. */
@Timeout(30)
class CallerReloadTest {

    private static final String ONE = "- {name: one, key: sk-one}\n";
    private static final String TWO = ONE + "- {name: two, key: sk-two}\n";
    private static final String BROKEN = ONE + "- {name: two, key: sk-two, tokensPerDay: -1}\n";

    @TempDir
    Path folder;

    private final HandTimers timers = new HandTimers();
    private final CamelContext context = new DefaultCamelContext();
    private final CallerDirectory directory = new CallerDirectory(Clock.systemUTC());
    private final List<List<String>> replaced = new ArrayList<>();
    private final LogCapture log = new LogCapture(CallerReload.class.getName());
    private CallerReload reload;

    @AfterEach
    void close() throws Exception {
        if (reload != null) {
            reload.close();
        }
        log.close();
        context.close();
        timers.close();
    }

    private void start(Object option) {
        reload = new CallerReload(
                CallerSource.of(context, option),
                directory,
                timers.vertx(),
                Runnable::run,
                callers -> replaced.add(names(callers)));
    }

    private void startWith(String text) throws IOException {
        write(text);
        start("file:" + file());
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
    }

    private Path file() {
        return folder.resolve("callers.yaml");
    }

    private void tick(int times) {
        for (int i = 0; i < times; i++) {
            timers.tick();
        }
    }

    private static List<String> names(Collection<Caller> callers) {
        return callers.stream().map(Caller::name).sorted().toList();
    }

    private List<String> names() {
        return names(directory.callers());
    }

    private long errors() {
        return log.text().lines().filter(line -> line.startsWith("ERROR")).count();
    }

    /** A change that just missed a reading is seen by the next one, and taken by the one after it. */
    @Test
    void aChangeIsTakenWithinFiveSeconds() throws Exception {
        startWith(ONE);

        assertThat(timers.intervals())
                .singleElement()
                .satisfies(interval -> assertThat(interval.multipliedBy(2)).isLessThan(Duration.ofSeconds(5)));
        write(TWO);
        tick(2);
        assertThat(names()).containsExactly("one", "two");
        assertThat(log.text()).contains("INFO", "there are 2 now");
    }

    @Test
    void aFileThatIsWrittenSlowlyIsTakenAsAWhole() throws Exception {
        startWith(TWO);
        write(ONE);
        tick(1);
        write(TWO + "- {name: three, key: ");
        tick(1);
        write(TWO + "- {name: three, key: sk-three}\n");
        tick(1);
        assertThat(names()).containsExactly("one", "two");
        tick(1);

        assertThat(names()).containsExactly("one", "three", "two");
        assertThat(replaced).containsExactly(List.of("one", "two"), List.of("one", "three", "two"));
        assertThat(errors()).isZero();
    }

    @Test
    void aFileThatIsAsBeforeIsNoChange() throws Exception {
        startWith(ONE);
        tick(1);
        write(TWO);
        tick(1);
        write(ONE);
        tick(3);

        assertThat(replaced).containsExactly(List.of("one"));
        assertThat(log.text()).isEmpty();
    }

    @Test
    void anErrorIsLoggedOnceForAsLongAsItIsThere() throws Exception {
        startWith(ONE);
        write(BROKEN);
        tick(6);

        assertThat(errors()).isEqualTo(1);
        assertThat(log.text()).contains("line 2: [1].tokensPerDay must be").doesNotContain("sk-two");
        assertThat(names()).containsExactly("one");
        write(TWO);
        tick(2);
        assertThat(names()).containsExactly("one", "two");
        write(BROKEN);
        tick(6);
        assertThat(errors()).as("it is a new one").isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "[]", "---\n"})
    void aFileWithoutCallersChangesNothing(String text) throws Exception {
        startWith(ONE);
        write(text);
        tick(4);

        assertThat(names()).containsExactly("one");
        assertThat(errors()).isEqualTo(1);
        assertThat(log.text()).contains("the document");
        write(TWO);
        tick(2);
        assertThat(names()).containsExactly("one", "two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]"})
    void aFileWithoutCallersStopsTheStart(String text) {
        assertThatThrownBy(() -> startWith(text)).hasMessageContaining("the document");

        assertThat(timers.intervals()).isEmpty();
    }

    @Test
    void aFileThatIsGoneChangesNothing() throws Exception {
        startWith(ONE);
        Files.delete(file());
        tick(4);

        assertThat(names()).containsExactly("one");
        assertThat(errors()).isEqualTo(1);
        write(TWO);
        tick(2);
        assertThat(names()).containsExactly("one", "two");
    }

    @Test
    void callersOfABeanAreTakenAtOnceAlsoIfTheyAreNone() {
        AtomicReference<Collection<Caller>> callers = new AtomicReference<>(List.of(caller("one")));
        Supplier<Collection<Caller>> bean = callers::get;
        start(bean);
        callers.set(List.of(caller("two")));
        tick(1);
        assertThat(names()).containsExactly("two");
        callers.set(List.of());
        tick(1);

        assertThat(names()).isEmpty();
        assertThat(errors()).isZero();
    }

    @Test
    void aBeanThatFailsChangesNothing() {
        AtomicReference<Collection<?>> callers = new AtomicReference<>(List.of(caller("one")));
        Supplier<Collection<?>> bean = () -> {
            if (callers.get() == null) {
                throw new IllegalStateException("no connection");
            }
            return callers.get();
        };
        start(bean);
        callers.set(null);
        tick(3);
        assertThat(errors()).isEqualTo(1);
        callers.set(List.of(caller("one"), caller("one")));
        tick(3);
        assertThat(errors()).isEqualTo(2);
        callers.set(List.of("two"));
        tick(3);
        assertThat(errors()).isEqualTo(3);

        assertThat(names()).containsExactly("one");
        assertThat(replaced).hasSize(1);
    }

    @Test
    void nothingIsReadAfterTheEnd() throws Exception {
        startWith(ONE);
        reload.close();

        assertThat(timers.intervals()).isEmpty();
    }

    private static Caller caller(String name) {
        return new Caller(name, Set.of(KeyDigest.of(name)), null, UsageLimits.UNLIMITED, null);
    }
}
