package io.github.camelglm4.binding;

/** A type of a user, which the component does not know. */
record Ticket(int number, String complaint) {}
