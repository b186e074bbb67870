package io.github.camelglm4.serving;

/** A route as a model. */
public interface ServedModel {

    /** In the place of a name: every name that no other model has. */
    String ANY = "*";

    /** The name, or {@link #ANY}. */
    String name();

    /** Who may use it. */
    ServerKeys keys();

    /** What it accepts of its callers. */
    RequestRules rules();

    /** Answers a call, now or later, or refuses it. Called on the executor for continuations. */
    void answer(ServedCall call);
}
