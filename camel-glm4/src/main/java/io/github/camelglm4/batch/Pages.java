package io.github.camelglm4.batch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads a list page by page, once. A page that follows itself, because the service ignores the position, is the last.
 */
final class Pages<T> {

    private final Function<String, CompletableFuture<Page<T>>> source;
    private final Set<String> read = new HashSet<>();

    /** @param source returns the page after an element; the first page for null */
    Pages(Function<String, CompletableFuture<Page<T>>> source) {
        this.source = source;
    }

    /** Returns the first element that is wanted, or null. */
    CompletableFuture<T> first(Predicate<T> wanted) {
        return firstAfter(null, wanted);
    }

    /**
     * Returns the elements that are wanted, in their order.
     *
     * @param id of an element; one that is on two pages is returned once
     */
    CompletableFuture<List<T>> all(Predicate<T> wanted, Function<T, String> id) {
        Map<String, T> found = new LinkedHashMap<>();
        return first(element -> {
                    if (wanted.test(element)) {
                        found.putIfAbsent(id.apply(element), element);
                    }
                    return false;
                })
                .thenApply(none -> new ArrayList<>(found.values()));
    }

    private CompletableFuture<T> firstAfter(String after, Predicate<T> wanted) {
        return source.apply(after).thenCompose(page -> {
            for (T element : page.elements()) {
                if (wanted.test(element)) {
                    return CompletableFuture.completedFuture(element);
                }
            }
            return page.next() != null && read.add(page.next())
                    ? firstAfter(page.next(), wanted)
                    : CompletableFuture.completedFuture(null);
        });
    }
}
