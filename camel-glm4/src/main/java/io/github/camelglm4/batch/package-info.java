/** Files and batches of the service: operations, and the lines of request files and result files; without Camel. */
package io.github.camelglm4.batch;
