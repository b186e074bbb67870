package io.github.camelglm4.serving;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/** The models of one server by their names. Thread-safe: routes come and go while requests are looked up. */
final class ModelDirectory {

    private final Map<String, ServedModel> models = new ConcurrentSkipListMap<>();

    /** @throws IllegalArgumentException when another route has that name */
    void add(ServedModel model) {
        if (models.putIfAbsent(model.name(), model) != null) {
            throw new IllegalArgumentException("another route serves the model " + model.name() + " already");
        }
    }

    void remove(ServedModel model) {
        models.remove(model.name(), model);
    }

    boolean isEmpty() {
        return models.isEmpty();
    }

    /** The model of that name: as it is written, else whatever its case, else the one for every name; or null. */
    ServedModel find(String name) {
        ServedModel model = name.equals(ServedModel.ANY) ? null : models.get(name);
        if (model != null) {
            return model;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        for (ServedModel candidate : models.values()) {
            if (candidate.name().toLowerCase(Locale.ROOT).equals(lower)) {
                return candidate;
            }
        }
        return models.get(ServedModel.ANY);
    }

    /** Whether at least one model takes that key, or needs none. */
    boolean admits(String key) {
        return models.isEmpty()
                || models.values().stream().anyMatch(model -> model.keys().caller(key) != null);
    }

    /** Whether at least one model needs no key. */
    boolean isOpen() {
        return models.values().stream().anyMatch(model -> model.keys().isEmpty());
    }

    /** Whether somebody has that key, for any model; null is nobody's. */
    boolean isKey(String key) {
        return key != null
                && models.values().stream()
                        .anyMatch(
                                model -> !model.keys().isEmpty() && model.keys().caller(key) != null);
    }

    /** The names that the key may use, in their order. */
    List<String> names(String key) {
        return models.values().stream()
                .filter(model ->
                        !model.name().equals(ServedModel.ANY) && model.keys().caller(key) != null)
                .map(ServedModel::name)
                .toList();
    }
}
