package io.github.camelglm4.examples.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on disk at any moment: a process that is killed leaves the last commit. */
class LuceneStoreTest {
    private static final String FILE = "documents/a.md";
    private static final int PASSAGES = 20;
    private static final int VERSIONS = 25;

    @TempDir
    private Path folder;

    @Test
    void eachCommitHasTheWholeDocumentInOneVersion() throws Exception {
        try (LuceneStore store = open()) {
            store.replace(version(0), vectors());
            AtomicBoolean done = new AtomicBoolean();
            CompletableFuture<Integer> seen = CompletableFuture.supplyAsync(() -> commits(done));
            for (int i = 1; i <= VERSIONS; i++) {
                store.replace(version(i), vectors());
            }
            done.set(true);

            assertThat(seen.join()).as("commits that were read").isGreaterThan(2);
            assertThat(store.documents()).containsOnlyKeys(FILE).containsValue("hash " + VERSIONS);
        }
    }

    /** Reads commits until the end, checks each, and returns their number. */
    private int commits(AtomicBoolean done) {
        try (FSDirectory directory = FSDirectory.open(folder)) {
            int commits = 0;
            for (; !done.get(); commits++) {
                try (DirectoryReader reader = DirectoryReader.open(directory)) {
                    assertThat(reader.numDocs()).isEqualTo(1 + PASSAGES);
                    assertThat(texts(new IndexSearcher(reader))).hasSize(1);
                }
            }
            return commits;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> texts(IndexSearcher searcher) throws IOException {
        Set<String> texts = new HashSet<>();
        for (ScoreDoc hit : searcher.search(new MatchAllDocsQuery(), 1 + PASSAGES).scoreDocs) {
            texts.add(searcher.storedFields().document(hit.doc).get("text"));
        }
        texts.remove(null); // the entry of the document
        return texts;
    }

    @Test
    void keepsTheIndexOfAnotherProgram() throws IOException {
        try (FSDirectory directory = FSDirectory.open(folder);
                IndexWriter other = new IndexWriter(directory, new IndexWriterConfig())) {
            org.apache.lucene.document.Document document = new org.apache.lucene.document.Document();
            document.add(new StringField("name", "value", Store.YES));
            other.addDocument(document);
        }

        assertThatThrownBy(this::open).hasMessageContaining("It is an index of another program.");
        try (FSDirectory directory = FSDirectory.open(folder);
                DirectoryReader reader = DirectoryReader.open(directory)) {
            assertThat(reader.numDocs()).isEqualTo(1);
        }
    }

    @Test
    void saysThatAnIndexIsDamaged() throws IOException {
        open().close();
        try (var files = Files.newDirectoryStream(folder, "segments_*")) {
            for (Path file : files) {
                Files.writeString(file, "damaged");
            }
        }

        assertThatThrownBy(this::open)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(
                        "The index in " + folder + " cannot be opened. If its files are damaged, delete");
    }

    private LuceneStore open() {
        LuceneStore store = new LuceneStore(folder.toString(), "embedding-3", 2);
        store.open();
        return store;
    }

    private static Document version(int number) {
        List<Passage> passages = IntStream.rangeClosed(1, PASSAGES)
                .mapToObj(line -> new Passage(line, line, "version " + number))
                .toList();
        return new Document(FILE, "hash " + number, passages);
    }

    private static List<List<Float>> vectors() {
        return Collections.nCopies(PASSAGES, List.of(0.6f, 0.8f));
    }
}
