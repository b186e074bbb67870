/** The component {@code glm4-batch}: exchanges as requests of batches, and their answers as exchanges. */
package io.github.camelglm4.batchroute;
