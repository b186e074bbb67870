package io.github.camelglm4.options;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;

/**
 * Options that remember which of them were set, so that those that were not can be taken from other defaults. An option
 * counts as set even if its value is the default.
 *
 * @param <T> the type of the options itself
 */
public abstract class LayeredOptions<T extends LayeredOptions<T>> extends CopiedOptions<T> {

    private Set<String> written = Set.of();

    /** Returns an independent copy, of which no option counts as set. */
    @Override
    public T copy() {
        T copy = super.copy();
        ((LayeredOptions<?>) copy).written = Set.of();
        return copy;
    }

    /** Returns a copy of the defaults, with the options that were set here. */
    public T over(T defaults) {
        T merged = defaults.copy();
        written.forEach(option -> transfer(option, merged));
        return merged;
    }

    /** Whether an option was set, by its name. */
    public boolean isWritten(String option) {
        return written.contains(option);
    }

    /**
     * To be called by each setter.
     *
     * @param option name of the option and of its field
     * @return the value
     */
    protected final <V> V written(String option, V value) {
        if (!written.contains(option)) {
            Set<String> more = new HashSet<>(written);
            more.add(option);
            written = more;
        }
        return value;
    }

    private void transfer(String option, T target) {
        try {
            Field field = getClass().getDeclaredField(option);
            field.setAccessible(true);
            field.set(target, field.get(this));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
