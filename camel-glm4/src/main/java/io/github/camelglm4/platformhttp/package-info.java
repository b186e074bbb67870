/** Serving on the HTTP server of the application. Requires camel-platform-http-vertx, which is optional. */
package io.github.camelglm4.platformhttp;
