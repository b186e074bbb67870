/** A model as one exchange may ask it: the service itself, and what is put in front of it. Knows no Camel. */
package io.github.camelglm4.model;
