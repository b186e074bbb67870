package io.github.camelglm4.serving;

import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.PresentedKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** The models of one server by operation and name. Thread-safe: routes can start and stop during requests. */
final class ModelDirectory {

    /** Ordered by operation, then by name. */
    private record Place(ServedOperation operation, String name) implements Comparable<Place> {

        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::operation).thenComparing(Place::name);

        static Place of(ServedModel<?> model) {
            return new Place(model.operation(), model.name());
        }

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<Place, ServedModel<?>> models = new ConcurrentSkipListMap<>();

    /** @throws IllegalArgumentException if another route has this name */
    void add(ServedModel<?> model) {
        if (models.putIfAbsent(Place.of(model), model) != null) {
            throw new IllegalArgumentException("another route already serves the model " + model.name());
        }
    }

    void remove(ServedModel<?> model) {
        models.remove(Place.of(model), model);
    }

    boolean isEmpty() {
        return models.isEmpty();
    }

    /**
     * Finds a model of an operation: by its exact name, else case-insensitive, else the model for every name; or null.
     */
    ServedModel<?> find(ServedOperation operation, String name) {
        ServedModel<?> model = models.get(new Place(operation, name));
        if (model != null) {
            return model;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        for (ServedModel<?> candidate : models.values()) {
            if (candidate.operation() == operation
                    && candidate.name().toLowerCase(Locale.ROOT).equals(lower)) {
                return candidate;
            }
        }
        return models.get(new Place(operation, ServedModel.ANY));
    }

    /**
     * Finds a model of any operation, as {@link #find(ServedOperation, String)} does: one that this key may use if
     * there is one; or null.
     */
    ServedModel<?> find(String name, PresentedKey key) {
        return Arrays.stream(ServedOperation.values())
                .<ServedModel<?>>map(operation -> find(operation, name))
                .filter(Objects::nonNull)
                .min(Comparator.comparing(model -> !mayUse(model, name, key)))
                .orElse(null);
    }

    /** Returns the caller with this key, of the first model that accepts it or requires no key; or null. */
    Caller caller(PresentedKey key) {
        return models.values().stream()
                .map(model -> model.keys().find(key))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Whether the key was valid once, for any model. */
    boolean isExpired(PresentedKey key) {
        return models.values().stream().anyMatch(model -> model.keys().isExpired(key));
    }

    /** Returns whether at least one model requires no key. */
    boolean isOpen() {
        return models.values().stream().anyMatch(model -> model.keys().isOpen());
    }

    /** Returns whether any model has this key; false for null. */
    boolean isKey(PresentedKey key) {
        return key != null
                && models.values().stream()
                        .anyMatch(
                                model -> !model.keys().isOpen() && model.keys().find(key) != null);
    }

    /** Returns the names of the models that this key may use, in alphabetical order. */
    List<String> names(PresentedKey key) {
        return models.values().stream()
                .filter(model -> !model.name().equals(ServedModel.ANY) && mayUse(model, model.name(), key))
                .map(ServedModel::name)
                .sorted()
                .distinct()
                .toList();
    }

    /** Whether the caller with this key may use the model by this name. */
    static boolean mayUse(ServedModel<?> model, String name, PresentedKey key) {
        Caller caller = model.keys().find(key);
        return caller != null && mayUse(model, name, caller);
    }

    /** Whether the caller may use the model by this name. */
    static boolean mayUse(ServedModel<?> model, String name, Caller caller) {
        return caller.mayUse(model.name().equals(ServedModel.ANY) ? name : model.name());
    }

    /** Returns the operations that at least one model answers. */
    Set<ServedOperation> operations() {
        return models.keySet().stream().map(Place::operation).collect(Collectors.toSet());
    }
}
