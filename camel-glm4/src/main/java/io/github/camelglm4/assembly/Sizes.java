package io.github.camelglm4.assembly;

import java.util.Collection;
import java.util.Map;

/** How much room JSON values take, roughly: in characters, with something for each value, so that tiny ones count too. */
final class Sizes {

    private static final int EACH_VALUE = 16;

    private Sizes() {}

    static long of(Object value) {
        long size = EACH_VALUE;
        if (value instanceof String text) {
            size += text.length();
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> field : map.entrySet()) {
                size += of(field.getKey()) + of(field.getValue());
            }
        } else if (value instanceof Collection<?> elements) {
            for (Object element : elements) {
                size += of(element);
            }
        }
        return size;
    }
}
