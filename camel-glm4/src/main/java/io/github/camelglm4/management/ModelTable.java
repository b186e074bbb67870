package io.github.camelglm4.management;

import io.github.camelglm4.watch.ModelCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

/** The counts of models as a table of JMX. */
final class ModelTable {

    private static final String KEY = "model";

    private ModelTable() {}

    static TabularData of(List<ModelCounts> models) throws OpenDataException {
        CompositeType row = row();
        TabularData table =
                new TabularDataSupport(new TabularType("models", "counts by model", row, new String[] {KEY}));
        // two components may ask the same model
        Map<String, ModelCounts> byName = new TreeMap<>();
        for (ModelCounts counts : models) {
            byName.merge(counts.model(), counts, (one, other) -> ModelCounts.sum(one.model(), List.of(one, other)));
        }
        for (ModelCounts counts : byName.values()) {
            table.put(new CompositeDataSupport(row, counts.toMap()));
        }
        return table;
    }

    private static CompositeType row() throws OpenDataException {
        String[] names = ModelCounts.sum("", List.of()).toMap().keySet().toArray(String[]::new);
        OpenType<?>[] types = Arrays.stream(names)
                .map(name -> name.equals(KEY) ? SimpleType.STRING : SimpleType.LONG)
                .toArray(OpenType<?>[]::new);
        return new CompositeType("model", "counts of a model", names, names, types);
    }
}
