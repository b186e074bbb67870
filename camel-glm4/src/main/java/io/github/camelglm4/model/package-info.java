/** A model as one exchange asks it: the service itself, or the service behind steps. Does not know Camel. */
package io.github.camelglm4.model;
