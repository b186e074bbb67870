package io.github.camelglm4.examples.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.examples.knowledge.Options.Mode;
import io.github.camelglm4.examples.knowledge.answer.Answer;
import io.github.camelglm4.examples.knowledge.answer.Source;
import io.github.camelglm4.examples.knowledge.index.DocumentFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index follows the folder: through changes, restarts, another model, and failures. */
class IndexTest {
    private static final String LAMPS = "documents/lamps.md";
    private static final String CHAIRS = "documents/chairs.md";

    private static ObservedModel model;

    private final Map<String, String> properties = new HashMap<>();

    @TempDir
    private Path folder;

    private Main main;
    private ProducerTemplate template;

    @BeforeAll
    static void startModel() throws IOException {
        model = new ObservedModel();
    }

    @AfterAll
    static void stopModel() {
        model.close();
    }

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(folder.resolve("documents"));
        write(LAMPS, "# Lamps\n\nA lamp needs 40 watts.\n\nLamps are green.\n");
        write(CHAIRS, "# Chairs\n\nA chair has four legs.\n");
        properties.putAll(model.properties());
        restart();
        index();
        assertThat(model.takeEmbedded()).isEqualTo(3);
    }

    @AfterEach
    void stop() {
        main.stop();
        model.accept(Integer.MAX_VALUE);
        model.takeEmbedded();
    }

    @Test
    void aChangedDocumentIsIndexedAnew() throws IOException {
        assertThat(index()).isEmpty();
        write(LAMPS, "# Lamps\n\n\nA lamp needs 60 watts.\n");

        assertThat(index()).isEqualTo("[indexed documents/lamps.md]");

        assertThat(model.takeEmbedded()).isEqualTo(1);
        assertThat(places("How many watts does a lamp need?")).contains(LAMPS + ":4");
        assertThat(texts("green lamps")).noneMatch(text -> text.contains("green") || text.contains("40"));
    }

    @Test
    void aDeletedDocumentDisappears() throws IOException {
        Files.delete(folder.resolve(LAMPS));

        assertThat(index()).isEqualTo("[removed documents/lamps.md]");

        assertThat(texts("How many watts does a lamp need?")).hasSize(1).allMatch(text -> text.contains("chair"));
        assertThat(model.takeEmbedded()).isEqualTo(1);
    }

    @Test
    void theIndexSurvivesARestart() throws Exception {
        restart();

        assertThat(places("How many watts does a lamp need?")).contains(LAMPS + ":3");
        assertThat(index()).isEmpty();
        assertThat(model.takeEmbedded()).isEqualTo(1);
    }

    @Test
    void anotherModelOrOtherDimensionsNeedAnotherIndex() throws Exception {
        properties.put("embedding.dimensions", "256");
        restart();
        assertThat(texts("lamp")).isEmpty();
        assertThat(index()).contains(LAMPS, CHAIRS);

        properties.put("embedding.dimensions", "1024");
        properties.put("embedding.model", "embedding-2");
        restart();
        assertThat(index()).contains(LAMPS, CHAIRS);
        assertThat(places("How many watts does a lamp need?")).contains(LAMPS + ":3");
    }

    @Test
    void vectorsOfAnotherLengthAreAnError() throws Exception {
        properties.put("embedding.model", "embedding-3");
        properties.put("embedding.dimensions", "512");
        restart();
        index();

        assertThatThrownBy(() -> template.requestBody("direct:store-nearest", List.of(1f, 2f)))
                .rootCause()
                .hasMessage("A vector of embedding-3 has 2 dimensions, but the index has 512: "
                        + "correct embedding.dimensions.");
    }

    @Test
    void anOutageInTheMiddleIsMadeUpForLater() throws Exception {
        write("documents/a.md", "An apple is red.\n\nAn apple is round.\n");
        write(CHAIRS, "# Chairs\n\nA chair has three legs.\n\nA chair has no wheels.\n");
        model.accept(1);

        assertThatThrownBy(this::index).hasRootCauseInstanceOf(Glm4OverloadedException.class);
        model.accept(Integer.MAX_VALUE);

        // the first is done, the second as it was
        assertThat(texts("apple chair legs"))
                .anyMatch(text -> text.contains("red"))
                .anyMatch(text -> text.contains("round"))
                .anyMatch(text -> text.contains("four legs"))
                .noneMatch(text -> text.contains("three") || text.contains("wheels"));
        assertThat(index()).isEqualTo("[indexed documents/chairs.md]");
        assertThat(texts("apple chair legs"))
                .anyMatch(text -> text.contains("three"))
                .anyMatch(text -> text.contains("wheels"))
                .noneMatch(text -> text.contains("four"));
    }

    @Test
    void aDocumentThatCannotBeUsedHasNoPassages() throws IOException {
        write("documents/empty.md", "\n");
        Files.write(folder.resolve("documents/image.txt"), new byte[] {(byte) 0xff, (byte) 0xd8, 0, 1});
        write(CHAIRS, "x".repeat(1_000_001));
        write("documents/.hidden.md", "A hidden lamp.");
        write("documents/lamp.pdf", "A lamp in another format.");

        assertThat(index())
                .isEqualTo(
                        "[indexed documents/chairs.md, indexed documents/empty.md, " + "indexed documents/image.txt]");

        assertThat(folderBean().problems())
                .containsOnlyKeys(CHAIRS, "documents/image.txt")
                .containsEntry(CHAIRS, "is not indexed: it has 1000001 bytes, but the maximum is 1000000")
                .containsEntry("documents/image.txt", "is not indexed: it is not a text in UTF-8");
        assertThat(texts("lamp")).hasSize(2);
        assertThat(index()).isEmpty();
    }

    @Test
    void aDocumentThatCannotBeReadStaysInTheIndex() throws IOException {
        assertThat(folderBean().read("documents/gone.md")).isNull();
        assertThat(folderBean().problems().get("documents/gone.md")).startsWith("cannot be read: ");
        assertThat(folderBean().read("documents/no\0name.md")).isNull();

        Files.move(folder.resolve("documents"), folder.resolve("elsewhere"));
        assertThatThrownBy(this::index).hasRootCauseInstanceOf(NoSuchFileException.class);
        assertThat(texts("lamp")).hasSize(3);
    }

    @Test
    void theFolderMayBeASymbolicLink() throws IOException {
        Files.move(folder.resolve("documents"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("documents"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("elsewhere/linked.md"), Path.of("lamps.md"));

        assertThat(index()).isEmpty();
        write(LAMPS, "A lamp needs 60 watts.");
        assertThat(index()).isEqualTo("[indexed documents/lamps.md]");
    }

    @Test
    void passagesOfAnotherLengthAreAnotherVersion() {
        String documents = folder.resolve("documents").toString();
        String hash = new DocumentFolder(documents, 1_000, 10).read(LAMPS).hash();

        assertThat(new DocumentFolder(documents, 2_000, 10).read(LAMPS).hash()).isEqualTo(hash);
        assertThat(new DocumentFolder(documents, 1_000, 20).read(LAMPS).hash()).isNotEqualTo(hash);
    }

    @Test
    void anArgumentWinsOverAnEnvironmentVariableOfTheSameName() throws Exception {
        assertThat(System.getenv("PATH")).isNotBlank();
        properties.put("path", "the argument");
        restart();

        assertThat(main.getCamelContext().resolvePropertyPlaceholders("{{path}}"))
                .isEqualTo("the argument");
    }

    @Test
    void oneProcessAtATimeOpensAnIndex() throws Exception {
        Main second = application();

        assertThatThrownBy(second::start)
                .hasStackTraceContaining("The index in " + folder.resolve("index")
                        + " is in use by another process: stop it, or use another folder.");
        second.stop();
    }

    private void restart() throws Exception {
        if (main != null) {
            main.stop();
        }
        main = application();
        main.start();
        template = main.getCamelTemplate();
    }

    private Main application() {
        Options options = new Options(Mode.ASK, folder.resolve("documents"), folder.resolve("index"), null, List.of());
        return Knowledge.application(options, properties);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private DocumentFolder folderBean() {
        return main.getCamelContext().getRegistry().lookupByNameAndType("folder", DocumentFolder.class);
    }

    /** Brings the index up to date, and returns the changes; an empty text if there are none. */
    private String index() {
        List<?> changes = template.requestBody("direct:index", null, List.class);
        return changes.isEmpty() ? "" : changes.toString();
    }

    private List<String> places(String question) {
        return template.requestBody("direct:ask", question, Answer.class).sources().stream()
                .map(Source::place)
                .toList();
    }

    @SuppressWarnings("unchecked")
    private List<String> texts(String question) {
        List<Map<String, Object>> passages = template.requestBody("direct:search", question, List.class);
        return passages.stream().map(passage -> (String) passage.get("text")).toList();
    }
}
