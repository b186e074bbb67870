/**
 * What of Vert.x and Netty is not the interface of Vert.x: event loops, buffers, connections, TLS engines, failures.
 * With {@code vertx.server} the only package that imports {@code io.netty} or {@code io.vertx..impl}, so that another
 * version of Vert.x is to be met here alone. Knows neither calls nor options.
 */
package io.github.camelglm4.vertx;
