package io.github.camelglm4.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.UsageRecord;
import io.github.camelglm4.watch.BoundedTagValues;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of callers in meters is bounded, also if callers come and go. */
class ServerMetersTest {

    private static final int MOST = 1_000;

    private final SimpleMeterRegistry child = new SimpleMeterRegistry();
    private final MeterRegistry registry = new CompositeMeterRegistry().add(child);
    private final DefaultCamelContext context = new DefaultCamelContext();
    private ServerMeters meters;

    @BeforeEach
    void create() {
        context.getRegistry().bind("meters", registry);
        meters = CallListeners.serverMeters(context);
    }

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private void call(String caller) {
        meters.ended(new UsageRecord(
                Instant.EPOCH, null, caller, "chat", "m", 200, null, "stop", 1, 1, 2, null, null, true, 1, 1));
    }

    private Set<String> callers() {
        return child.getMeters().stream()
                .map(Meter::getId)
                .map(id -> id.getTag("caller"))
                .filter(caller -> caller != null)
                .collect(Collectors.toSet());
    }

    @Test
    void furtherCallersShareATag() {
        IntStream.range(0, MOST).forEach(i -> call("caller-" + i));
        call("one-too-many");
        call("caller-7");

        assertThat(callers())
                .hasSize(MOST + 1)
                .contains("caller-0", "caller-999", BoundedTagValues.OTHERS)
                .doesNotContain("one-too-many");
    }

    @Test
    void thoseThatAreGoneMakeRoom() {
        IntStream.range(0, MOST).forEach(i -> call("caller-" + i));
        call("new");
        call(null);
        meters.retain(List.of(Caller.named("caller-7"), Caller.named("new")));
        assertThat(callers()).containsExactlyInAnyOrder("caller-7", BoundedTagValues.OTHERS, "");

        call("new");

        assertThat(callers()).containsExactlyInAnyOrder("caller-7", "new", BoundedTagValues.OTHERS, "");
        assertThat(child.find("gen_ai.server.request.duration")
                        .tag("caller", "new")
                        .tag("gen_ai.request.model", "m")
                        .timers())
                .as("there is room for its model too")
                .hasSize(1);
    }

    /** Another component with the same registry has callers of its own. */
    @Test
    void metersOfOthersRemain() {
        ServerMeters other = CallListeners.serverMeters(context);
        call("a");
        other.retain(List.of());

        assertThat(callers()).containsExactly("a");
    }
}
