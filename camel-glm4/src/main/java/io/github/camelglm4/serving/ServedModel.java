package io.github.camelglm4.serving;

import io.github.camelglm4.usage.KnownCallers;

/** A route that is served as a model. */
public interface ServedModel {

    /** Used as the name: matches every name that no other model has. */
    String ANY = "*";

    /** Returns the name or {@link #ANY}. */
    String name();

    /** Returns the operation that it answers. Models of different operations may have the same name. */
    default ServedOperation operation() {
        return ServedOperation.CHAT;
    }

    /** Returns its callers. */
    KnownCallers keys();

    /** Returns the limits for requests. */
    RequestRules rules();

    /** Returns whether it accepts calls now. It may still reject one. */
    default boolean isAccepting() {
        return true;
    }

    /** Answers or rejects a call, now or later. Called on the executor for continuations. */
    void answer(ServedCall call);
}
