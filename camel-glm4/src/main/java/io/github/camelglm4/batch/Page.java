package io.github.camelglm4.batch;

import java.util.List;

/**
 * One page of a list of the service.
 *
 * @param elements in the order of the service
 * @param next the argument for the next page, or null if this is the last one
 */
public record Page<T>(List<T> elements, String next) {

    public Page {
        elements = List.copyOf(elements);
    }
}
