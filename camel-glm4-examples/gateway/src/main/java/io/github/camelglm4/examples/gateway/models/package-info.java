/** The models of the gateway: the file that names them, the routes that serve them, and the choice of an upstream. */
package io.github.camelglm4.examples.gateway.models;
