package io.github.camelglm4.examples.knowledge.index;

import java.util.List;

/**
 * A document of the folder, as it was read.
 *
 * @param file its name, with the name of the folder: {@code documents/en/travel.md}
 * @param hash changes if its passages change
 * @param passages empty if it has no text
 */
public record Document(String file, String hash, List<Passage> passages) {
    /** The texts to embed, one for each passage. */
    public List<String> texts() {
        return passages.stream().map(Passage::text).toList();
    }
}
