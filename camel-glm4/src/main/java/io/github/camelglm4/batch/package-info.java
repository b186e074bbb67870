/** The operations of the service for files and batches; independent of Camel. */
package io.github.camelglm4.batch;
