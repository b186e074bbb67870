package io.github.camelglm4.serving;

import io.github.camelglm4.usage.KnownCallers;

/**
 * A route that is served as a model.
 *
 * @param <C> a call of its operation
 */
public interface ServedModel<C extends ServedCall<?>> {

    /** Used as the name: matches every name that no other model of the operation has. */
    String ANY = "*";

    /** Returns the name or {@link #ANY}. */
    String name();

    /** Returns the operation that it answers. Models of different operations may have the same name. */
    ServedOperation operation();

    /** Returns its callers. */
    KnownCallers keys();

    /** Returns the reader of its requests. */
    CallReader<C> reader();

    /** Returns whether it accepts calls now. It may still reject one. */
    default boolean isAccepting() {
        return true;
    }

    /** Answers or rejects a call, now or later. Called on the executor for continuations. */
    void answer(C call);
}
