package io.github.camelglm4.batch;

import java.util.List;

/**
 * One page of the list of batches.
 *
 * @param batches in the order of the service
 * @param next the argument for the next page, or null if this is the last one
 */
public record BatchPage(List<Batch> batches, String next) {

    public BatchPage {
        batches = List.copyOf(batches);
    }
}
