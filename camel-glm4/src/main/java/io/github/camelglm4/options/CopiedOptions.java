package io.github.camelglm4.options;

/**
 * Options of the component, which are the defaults of its endpoints: each endpoint starts with a copy.
 *
 * @param <T> the type of the options itself; the values of its fields must not be modified
 */
public abstract class CopiedOptions<T extends CopiedOptions<T>> implements Cloneable {

    /** Returns an independent copy. */
    @SuppressWarnings("unchecked")
    public T copy() {
        try {
            return (T) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }
}
