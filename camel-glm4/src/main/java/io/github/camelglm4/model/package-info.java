/** The model for one exchange: the service itself, or the service behind steps. Does not depend on Camel. */
package io.github.camelglm4.model;
