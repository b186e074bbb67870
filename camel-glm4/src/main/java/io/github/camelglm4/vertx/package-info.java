/**
 * Internals of Vert.x and Netty: event loops, buffers, connections, TLS engines, failures. Only this package and
 * {@code vertx.server} import {@code io.netty} or {@code io.vertx..impl}, so that another version of Vert.x requires
 * changes only here. Independent of calls and options.
 */
package io.github.camelglm4.vertx;
