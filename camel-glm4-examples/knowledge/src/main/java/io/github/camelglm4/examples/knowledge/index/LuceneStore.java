package io.github.camelglm4.examples.knowledge.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passages in a Lucene index on disk. A document is a block of entries: one for the document, one for each passage. The
 * block is replaced as a whole and committed. One process at a time can open an index.
 */
public final class LuceneStore implements PassageStore, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LuceneStore.class);

    private static final String FILE = "file";
    private static final String HASH = "hash";
    private static final String LINE = "line";
    private static final String LAST_LINE = "lastLine";
    private static final String TEXT = "text";
    private static final String VECTOR = "vector";

    /** In the entry of a document, not in those of its passages. */
    private static final Term DOCUMENT = new Term("kind", "document");

    /** The key, in the data of a commit, of what the vectors were made with. */
    private static final String EMBEDDING = "embedding";

    private final Path folder;
    private final String model;
    private final int dimensions;
    private FSDirectory directory;
    private IndexWriter writer;
    private SearcherManager searchers;

    /**
     * @param model the model that creates the vectors
     * @param dimensions number of dimensions of each vector, at most 1024
     */
    public LuceneStore(String folder, String model, int dimensions) {
        this.folder = Path.of(folder);
        this.model = model;
        this.dimensions = dimensions;
    }

    /**
     * Opens the index, or creates it. An index with vectors of another model, or with other dimensions, is emptied.
     *
     * @throws IllegalStateException if another process has opened the index, or it cannot be read
     */
    public void open() {
        try {
            directory = FSDirectory.open(folder);
            writer = new IndexWriter(directory, new IndexWriterConfig());
            emptyIfOfAnotherModel();
            searchers = new SearcherManager(writer, null);
        } catch (LockObtainFailedException e) {
            closeQuietly();
            throw new IllegalStateException(
                    "The index in " + folder + " is in use by another process: stop it, or use another folder.");
        } catch (IOException e) {
            closeQuietly();
            throw new IllegalStateException("The index in " + folder + " cannot be opened. If its files are damaged, "
                    + "delete the folder: the documents are then indexed again. The reason is: " + e);
        }
    }

    private void emptyIfOfAnotherModel() throws IOException {
        String wanted = model + ", " + dimensions + " dimensions";
        String present = null;
        Iterable<Map.Entry<String, String>> data = writer.getLiveCommitData();
        if (data != null) {
            for (Map.Entry<String, String> entry : data) {
                present = entry.getKey().equals(EMBEDDING) ? entry.getValue() : present;
            }
        }
        if (wanted.equals(present)) {
            return;
        }
        if (present == null && writer.getDocStats().numDocs > 0) {
            throw new IOException("It is an index of another program.");
        }
        if (present != null) {
            LOG.warn("The index in {} has vectors of {}. It is emptied: now {} is used.", folder, present, wanted);
        }
        writer.deleteAll();
        writer.setLiveCommitData(Map.of(EMBEDDING, wanted).entrySet());
        writer.commit();
    }

    @Override
    public Map<String, String> documents() throws IOException {
        Map<String, String> hashes = new HashMap<>();
        for (Map<String, Object> entry : find(new TermQuery(DOCUMENT), Integer.MAX_VALUE)) {
            hashes.put((String) entry.get(FILE), (String) entry.get(HASH));
        }
        return hashes;
    }

    @Override
    public void replace(Document document, List<List<Float>> vectors) throws IOException {
        List<Passage> passages = document.passages();
        if (passages.size() != vectors.size()) {
            throw new IllegalArgumentException(document.file() + " has " + passages.size() + " passages, but "
                    + vectors.size() + " vectors came.");
        }
        List<org.apache.lucene.document.Document> block = new ArrayList<>();
        block.add(entry(document));
        for (int i = 0; i < passages.size(); i++) {
            block.add(entry(document.file(), passages.get(i), vectors.get(i)));
        }
        // one operation: no commit has the removal without the addition
        writer.updateDocuments(new Term(FILE, document.file()), block);
        publish();
    }

    @Override
    public void remove(String file) throws IOException {
        writer.deleteDocuments(new Term(FILE, file));
        publish();
    }

    private void publish() throws IOException {
        writer.commit();
        searchers.maybeRefreshBlocking();
    }

    @Override
    public List<Map<String, Object>> nearest(List<Float> vector, int count) throws IOException {
        return find(new KnnFloatVectorQuery(VECTOR, array(vector), count), count);
    }

    private List<Map<String, Object>> find(Query query, int most) throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            int present = Math.max(1, searcher.getIndexReader().maxDoc());
            List<Map<String, Object>> found = new ArrayList<>();
            for (ScoreDoc hit : searcher.search(query, Math.min(most, present)).scoreDocs) {
                Map<String, Object> fields = new HashMap<>();
                fields.put("score", hit.score);
                searcher.storedFields()
                        .document(hit.doc)
                        .forEach(field -> fields.put(
                                field.name(),
                                field.numericValue() == null ? field.stringValue() : field.numericValue()));
                found.add(fields);
            }
            return found;
        } finally {
            searchers.release(searcher);
        }
    }

    private static org.apache.lucene.document.Document entry(Document document) {
        org.apache.lucene.document.Document entry = new org.apache.lucene.document.Document();
        entry.add(new StringField(FILE, document.file(), Store.YES));
        entry.add(new StringField(DOCUMENT.field(), DOCUMENT.text(), Store.NO));
        entry.add(new StoredField(HASH, document.hash()));
        return entry;
    }

    private org.apache.lucene.document.Document entry(String file, Passage passage, List<Float> vector) {
        org.apache.lucene.document.Document entry = new org.apache.lucene.document.Document();
        entry.add(new StringField(FILE, file, Store.YES));
        entry.add(new StoredField(LINE, passage.line()));
        entry.add(new StoredField(LAST_LINE, passage.lastLine()));
        entry.add(new StoredField(TEXT, passage.text()));
        entry.add(new KnnFloatVectorField(VECTOR, array(vector), VectorSimilarityFunction.COSINE));
        return entry;
    }

    private float[] array(List<Float> vector) {
        if (vector.size() != dimensions) {
            throw new IllegalArgumentException("A vector of " + model + " has " + vector.size()
                    + " dimensions, but the index has " + dimensions + ": correct embedding.dimensions.");
        }
        float[] array = new float[dimensions];
        for (int i = 0; i < dimensions; i++) {
            array[i] = vector.get(i);
        }
        return array;
    }

    /** Closes the index, so that another process can open it. What was stored is committed. */
    @Override
    public void close() throws IOException {
        IOUtils.close(searchers, writer, directory);
    }

    private void closeQuietly() {
        IOUtils.closeWhileHandlingException(searchers, writer, directory);
    }
}
