package io.github.camelglm4.soak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * All ways to ask, in a JVM of its own whose Camel uses virtual threads. Says what came of it in lines of
 * {@code name=value}, for {@link VirtualThreadsTest}.
 */
final class VirtualThreadsRun {

    private static final int EXCHANGES = 1_500;
    private static final String PINNED = "jdk.VirtualThreadPinned";

    private static final AtomicInteger STEPS_ON_VIRTUAL_THREADS = new AtomicInteger();
    private static final AtomicInteger STEPS_ON_EVENT_LOOPS = new AtomicInteger();

    private VirtualThreadsRun() {}

    public static void main(String[] arguments) throws Exception {
        try (Recording recording = new Recording();
                SoakContext soak = new SoakContext(VirtualThreadsRun::countSteps);
                SoakTraffic traffic = soak.traffic(System.nanoTime())) {
            // classes are loaded and set up in native frames, which pins the first thread that needs them
            soak.load(traffic, 50, EXCHANGES, Duration.ZERO);
            recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
            recording.start();
            soak.load(traffic, 50, EXCHANGES, Duration.ZERO);
            recording.stop();
            List<RecordedEvent> pinned = pinned(recording);
            pinned.forEach(event -> System.err.println(event.getStackTrace()));
            soak.served().assertEachEndedOnce();
            System.out.println("version=" + Runtime.version().feature());
            System.out.println("exchanges=" + traffic.sent());
            System.out.println("answers=" + traffic.answers());
            System.out.println("problems=" + traffic.problems());
            System.out.println("stepsOnVirtualThreads=" + STEPS_ON_VIRTUAL_THREADS);
            System.out.println("stepsOnEventLoops=" + STEPS_ON_EVENT_LOOPS);
            System.out.println("pinned=" + pinned.size());
        }
    }

    private static List<RecordedEvent> pinned(Recording recording) throws Exception {
        Path file = Files.createTempFile("pinned", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file);
        } finally {
            Files.delete(file);
        }
    }

    private static void countSteps(CamelContext context) {
        context.getCamelContextExtension()
                .addInterceptStrategy((of, definition, target, next) -> new DelegateAsyncProcessor(target) {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        Thread thread = Thread.currentThread();
                        // isVirtual() came with Java 21
                        if (thread.toString().startsWith("VirtualThread")) {
                            STEPS_ON_VIRTUAL_THREADS.incrementAndGet();
                        } else if (thread.getName().startsWith("vert.x-eventloop")) {
                            STEPS_ON_EVENT_LOOPS.incrementAndGet();
                        }
                        return super.process(exchange, callback);
                    }
                });
    }
}
