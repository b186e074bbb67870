package io.github.camelglm4.binding;

/** A type of the user's, of which the component knows nothing. */
record Ticket(int number, String complaint) {}
