package io.github.camelglm4.bulk;

import io.github.camelglm4.error.Glm4Exception;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/**
 * The application of {@link KilledBatchTest}: submits the files of a folder, and appends each answer to a file. All
 * that it remembers is in that folder, so that the next process continues. It starts its routes with the line
 * {@link #START} of its input; any other line is the place where it ends.
 */
public final class KilledApplication {

    static final String DELIVERED = "delivered.txt";
    static final String START = "start";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Path folder;
    private final AtomicInteger lines = new AtomicInteger();
    private volatile KillPlace place;

    private KilledApplication(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        KilledApplication application = new KilledApplication(Path.of(arguments[1]));
        application.addRoutes(arguments[0]);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (line.equals(START)) {
                application.context.start();
            } else {
                application.lines.set(0);
                application.place = KillPlace.valueOf(line);
                System.out.println("armed=" + line);
            }
        }
        // the test has ended
        Runtime.getRuntime().halt(0);
    }

    private void addRoutes(String baseUrl) throws Exception {
        context.getRegistry()
                .bind(
                        "done",
                        new RepositoryWithPlace(
                                FileIdempotentRepository.fileIdempotentRepository(
                                        folder.resolve("done").toFile()),
                                () -> endAt(KillPlace.LINE_REMEMBERED, KilledBatchTest.LINES / 2)));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + folder.resolve("inbox") + "?initialDelay=0&delay=100")
                        .to("glm4-batch:kill?input=jsonl&baseUrl=" + baseUrl)
                        .process(exchange -> endAt(KillPlace.SUBMITTED, lines.get()));

                from("glm4-batch:kill?initialDelay=0&delay=200&idempotentRepository=#done&baseUrl=" + baseUrl)
                        .onException(Glm4Exception.class)
                        .handled(true)
                        .process(KilledApplication.this::deliver)
                        .end()
                        .process(KilledApplication.this::deliver);
            }
        });
    }

    private void deliver(Exchange exchange) throws IOException {
        lines.incrementAndGet();
        endAt(KillPlace.LINE_ARRIVED, KilledBatchTest.LINES / 2);
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String outcome = failure == null
                ? exchange.getMessage().getBody(String.class)
                : failure.getClass().getSimpleName();
        Files.writeString(
                folder.resolve(DELIVERED),
                exchange.getMessage().getHeader("CamelGlm4BatchRequestId") + " " + outcome + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        endAt(KillPlace.FIRST_LINE, 1);
        endAt(KillPlace.LINE_USED, KilledBatchTest.LINES / 2);
        endAt(KillPlace.LAST_LINE, KilledBatchTest.LINES);
    }

    /**
     * Ends the process as a kill does, without any cleanup, if that is the place.
     *
     * @param number the line, from 1
     */
    private void endAt(KillPlace reached, int number) {
        if (reached == place && number == lines.get()) {
            Runtime.getRuntime().halt(1);
        }
    }
}
