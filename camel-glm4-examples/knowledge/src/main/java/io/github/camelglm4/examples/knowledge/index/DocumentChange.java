package io.github.camelglm4.examples.knowledge.index;

/**
 * A difference between the folder and the index.
 *
 * @param file name of the document
 * @param removed whether the document is only in the index; if not, it is new or has another content
 */
public record DocumentChange(String file, boolean removed) {
    @Override
    public String toString() {
        return (removed ? "removed " : "indexed ") + file;
    }
}
