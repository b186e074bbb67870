package io.github.camelglm4.examples.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.bulk.Progress.Snapshot;
import io.github.camelglm4.examples.bulk.routes.Report;
import io.github.camelglm4.examples.bulk.routes.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static final Snapshot HALF =
            new Snapshot(2_000, 980, 20, 24, 1_234_567, Duration.ofSeconds(110), Duration.ofSeconds(100), null);

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, UTF_8);

    @Test
    void aTerminalHasOneLineThatChanges() {
        Console console = new Console(out, new Terminal(120));

        console.progress(HALF);
        console.progress(HALF);
        console.notice("worker-1 ended");
        console.notice("Results: ...");

        String clear = "\r\u001b[K";
        String bar = "[##########----------]  50 %  1,000/2,000  failed 20  in flight 24  "
                + "tokens 1,234,567  10/s  1:40 left";
        assertThat(printed.toString(UTF_8))
                .isEqualToNormalizingNewlines(clear + bar + clear + bar + clear + "worker-1 ended\nResults: ...\n");
    }

    @Test
    void theLineFitsIntoTheTerminal() {
        String text = " 50 %  1,000/2,000  failed 20  in flight 24  tokens 1,234,567  10/s  1:40 left";

        assertThat(ProgressLine.withBar(HALF, 90)).isEqualTo("[####----] " + text);
        assertThat(ProgressLine.withBar(HALF, 80)).isEqualTo(text);
        assertThat(ProgressLine.withBar(HALF, 40)).isEqualTo(text.substring(0, 39));
    }

    @Test
    void aFileGetsALineOnceInAWhile() {
        Console console = new Console(out, Terminal.NONE);

        console.progress(HALF);
        console.progress(HALF);

        assertThat(printed.toString(UTF_8).lines())
                .containsExactly(" 50 %  1,000/2,000  failed 20  in flight 24  tokens 1,234,567  10/s  1:40 left");
    }

    @Test
    void saysWhyTheWorkersWait() {
        Snapshot waiting = new Snapshot(
                10, 0, 0, 3, 0, Duration.ofSeconds(5), Duration.ofSeconds(1), "The service answered HTTP 503");

        assertThat(ProgressLine.text(waiting)).endsWith("0/s  ? left  waiting: The service answered HTTP 503");
    }

    @Test
    void theLatestReportOfEachProcessCounts() {
        Progress progress = new Progress(10);
        progress.line("worker-1", Report.ofWorker(5, null).line());
        progress.line("worker-1", Report.ofWorker(3, null).line());
        progress.line(
                "worker-2", Report.ofWorker(4, new Trouble("HTTP 401", true)).line());
        progress.line("worker-2", "a line of a library");
        progress.line("collector", Report.ofCollector(6, 1, 500, false).line());

        Snapshot now = progress.snapshot();
        assertThat(now.inFlight()).isEqualTo(7);
        assertThat(now.done()).isEqualTo(6);
        assertThat(now.failed()).isOne();
        assertThat(now.tokens()).isEqualTo(500);
        assertThat(now.trouble()).isEqualTo("HTTP 401");
        assertThat(progress.lastingTrouble()).contains("worker-2: HTTP 401");
        assertThat(progress.isComplete()).isFalse();

        progress.forget("worker-2");
        progress.line("collector", Report.ofCollector(9, 1, 500, true).line());

        assertThat(progress.lastingTrouble()).isEmpty();
        assertThat(progress.isComplete()).isTrue();
    }
}
