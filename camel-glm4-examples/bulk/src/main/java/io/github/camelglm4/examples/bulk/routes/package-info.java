/** What the routes of the workers and of the collector call. */
package io.github.camelglm4.examples.bulk.routes;
