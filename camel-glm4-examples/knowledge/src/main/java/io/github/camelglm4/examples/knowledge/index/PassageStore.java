package io.github.camelglm4.examples.knowledge.index;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The index of passages by their vectors. It remembers the hash of each document, so that only changed documents are
 * embedded again. All methods can be called by several threads at the same time.
 */
public interface PassageStore {
    /** The hash of each document, by its file. */
    Map<String, String> documents() throws IOException;

    /**
     * Stores a document, and removes what was stored of its file before. Searches find either the old passages or the
     * new ones, also if the process is killed meanwhile.
     *
     * @param vectors one for each passage, in the same order
     */
    void replace(Document document, List<List<Float>> vectors) throws IOException;

    /** Removes a document. Does nothing if the store does not contain it. */
    void remove(String file) throws IOException;

    /**
     * Returns the passages with the most similar vectors, the nearest first. Each is a Map, as a row of a database
     * would be: {@code file}, {@code line}, {@code lastLine}, {@code text}, {@code score}.
     *
     * @param count the maximum number of passages
     */
    List<Map<String, Object>> nearest(List<Float> vector, int count) throws IOException;
}
