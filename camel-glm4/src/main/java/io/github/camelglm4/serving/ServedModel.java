package io.github.camelglm4.serving;

/** A route that is served as a model. */
public interface ServedModel {

    /** Used as the name: matches every name that no other model has. */
    String ANY = "*";

    /** Returns the name or {@link #ANY}. */
    String name();

    /** Returns the keys of its callers. */
    ServerKeys keys();

    /** Returns the limits for requests. */
    RequestRules rules();

    /** Answers or rejects a call, now or later. Called on the executor for continuations. */
    void answer(ServedCall call);
}
