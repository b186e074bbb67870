package io.github.camelglm4.examples.knowledge;

import io.github.camelglm4.examples.knowledge.Options.Mode;
import io.github.camelglm4.examples.knowledge.answer.Answer;
import io.github.camelglm4.examples.knowledge.answer.Source;
import io.github.camelglm4.examples.knowledge.index.DocumentChange;
import io.github.camelglm4.examples.knowledge.index.DocumentFolder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/**
 * Starts the routes in {@code camel/}, brings the index up to date, and answers questions, measures the recall, or
 * serves an HTTP endpoint. If the environment variable GLM4_API_KEY is not set, the offline model answers.
 */
public final class Knowledge {
    private static final String ROUTES =
            "classpath:camel/store.yaml,classpath:camel/index.yaml,classpath:camel/ask.yaml";
    private static final String SERVED_ROUTES = ROUTES + ",classpath:camel/watch.yaml,classpath:camel/http.yaml";

    private final Options options;
    private final ServiceChoice service;
    private final PrintStream out;

    Knowledge(Options options, ServiceChoice service, PrintStream out) {
        this.options = options;
        this.service = service;
        this.out = out;
    }

    public static void main(String[] args) throws URISyntaxException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.exit(run(args, System.getenv(), out));
    }

    /** Returns the exit code: 0, 1 after a failure, or 2 if an argument is wrong. */
    static int run(String[] args, Map<String, String> environment, PrintStream out) throws URISyntaxException {
        Options options;
        try {
            options = Options.of(target(), args);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println(Options.USAGE);
            return 2;
        }
        try (ServiceChoice service = ServiceChoice.from(environment)) {
            out.println("Service: " + service.description());
            new Knowledge(options, service, out).run();
            return 0;
        } catch (Exception e) {
            out.println("Failed: " + reason(e));
            return 1;
        }
    }

    /** The folder of the jar: independent of the working directory. */
    private static Path target() throws URISyntaxException {
        return Path.of(Knowledge.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getParent();
    }

    private void run() throws Exception {
        Main main = application(options, service.properties());
        if (options.mode() == Mode.SERVE) {
            out.println("Press Ctrl-C to stop.");
            main.run();
            return;
        }
        main.start();
        try {
            ProducerTemplate template = main.getCamelTemplate();
            bringUpToDate(main, template);
            if (options.mode() == Mode.RECALL) {
                Recall.of(RecallQuestion.read(options.known()), template).print(out);
            } else {
                options.questions().forEach(question -> answer(question, template));
            }
        } finally {
            main.stop();
        }
    }

    /** The routes for these options. The caller starts and stops them. */
    static Main application(Options options, Map<String, String> properties) {
        boolean served = options.mode() == Mode.SERVE;
        Main main = new Main();
        main.configure().setRoutesIncludePattern(served ? SERVED_ROUTES : ROUTES);
        main.addOverrideProperty("camel.server.enabled", String.valueOf(served));
        main.addOverrideProperty("documents", options.documents().toString());
        main.addOverrideProperty("index", options.index().toString());
        properties.forEach(main::addOverrideProperty);
        if (served) {
            main.addMainListener(new PortCheck());
        } else {
            // Ctrl-C would wait for a question or a document in progress. What is stored is committed
            main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        }
        return main;
    }

    private void bringUpToDate(Main main, ProducerTemplate template) {
        List<?> changes = template.requestBody("direct:index", null, List.class);
        long removed = changes.stream()
                .filter(change -> ((DocumentChange) change).removed())
                .count();
        Map<?, ?> indexed = template.requestBody("direct:store-documents", null, Map.class);
        DocumentFolder folder =
                main.getCamelContext().getRegistry().lookupByNameAndType("folder", DocumentFolder.class);
        out.printf(
                "Index: %d documents, of which %d are new or changed; %d removed%n",
                indexed.size(), changes.size() - removed, removed);
        folder.problems().forEach((file, problem) -> out.println("  " + file + " " + problem));
    }

    private void answer(String question, ProducerTemplate template) {
        out.println("\n> " + question);
        Answer answer = template.requestBody("direct:ask", question, Answer.class);
        out.println(answer.text());
        for (Source source : answer.sources()) {
            out.println("  [" + source.number() + "] " + source.place());
        }
    }

    /** The message of the root cause says what is wrong; the exceptions around it say where. */
    private static String reason(Throwable failure) {
        return failure.getCause() == null ? failure.getMessage() : reason(failure.getCause());
    }
}
