/**
 * Parts of the HTTP server below the API of Vert.x: limits connections, closes idle ones, decodes one request at a time
 * and cuts responses off. Independent of API requests and options.
 */
package io.github.camelglm4.vertx.server;
