package io.github.camelglm4.examples.summaries;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;

/**
 * Starts the route in {@code camel/file-summaries.yaml}, and ends when every text is processed. The optional argument
 * is the folder of the texts. With {@code --stream}, the chunks of the answers are also printed as they arrive.
 */
public final class FileSummaries {
    private final Path texts;
    private final Path results;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final boolean stream;

    FileSummaries(Path texts, Path results, Map<String, String> environment, PrintStream out, boolean stream) {
        this.texts = texts;
        this.results = results;
        this.environment = environment;
        this.out = out;
        this.stream = stream;
    }

    public static void main(String[] args) throws URISyntaxException {
        // The texts are in several languages, which the default charset of the console may not support
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        Path target = target();
        List<String> arguments = new ArrayList<>(List.of(args));
        boolean stream = arguments.remove("--stream");
        Path texts = arguments.isEmpty() ? target.resolveSibling("texts") : Path.of(arguments.get(0));
        System.exit(new FileSummaries(texts, target.resolve("results"), System.getenv(), out, stream).run());
    }

    /** The folder of the jar: independent of the working directory. */
    private static Path target() throws URISyntaxException {
        return Path.of(FileSummaries.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getParent();
    }

    /** Runs the route until all texts are processed, and returns the exit code. */
    int run() {
        if (!Files.isDirectory(texts)) {
            out.println("The folder " + texts + " does not exist. Pass a folder with *.txt files as the argument.");
            return 1;
        }
        try (ModelChoice model = ModelChoice.from(environment)) {
            out.println(model.description());
            deleteEarlierResults();
            return run(model);
        } catch (Exception e) {
            out.println("Could not start: " + rootCause(e));
            return 1;
        }
    }

    /** Prevents results of an earlier run from being mistaken for results of this run. */
    private void deleteEarlierResults() throws IOException {
        Files.createDirectories(results);
        try (DirectoryStream<Path> earlier = Files.newDirectoryStream(results, "*.json")) {
            for (Path result : earlier) {
                Files.delete(result);
            }
        }
    }

    private int run(ModelChoice model) throws Exception {
        Main main = new Main();
        Progress progress = new Progress(out, model, main.getCompleteTask());
        main.bind("progress", progress);
        main.addOverrideProperty("texts", texts.toAbsolutePath().toString());
        main.addOverrideProperty("results", results.toAbsolutePath().toString());
        model.properties().forEach(main::addOverrideProperty);
        // one text at a time: the chunks of several answers would be mixed on the console
        main.addOverrideProperty("sequential", String.valueOf(stream));
        if (stream) {
            main.addOverrideProperty("chunks", "direct:console");
        }
        main.run();
        return progress.summary(texts, results);
    }

    /** The message of the root cause says what is wrong; the exceptions around it say where. */
    private static Throwable rootCause(Throwable failure) {
        return failure.getCause() == null ? failure : rootCause(failure.getCause());
    }
}
