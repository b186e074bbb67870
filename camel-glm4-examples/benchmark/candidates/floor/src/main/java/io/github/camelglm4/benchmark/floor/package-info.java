/** The minimal cost: sends and receives the bytes without parsing. */
package io.github.camelglm4.benchmark.floor;
