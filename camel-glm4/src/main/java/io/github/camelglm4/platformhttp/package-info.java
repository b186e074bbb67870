/** Serving on the application's own HTTP server. Needs camel-platform-http-vertx, which is optional. */
package io.github.camelglm4.platformhttp;
