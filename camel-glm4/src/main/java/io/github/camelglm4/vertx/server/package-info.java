/**
 * What our own HTTP server does below the interface of Vert.x: it limits connections, closes idle ones, decodes one
 * request at a time and cuts responses off. Knows neither requests of the API nor options.
 */
package io.github.camelglm4.vertx.server;
