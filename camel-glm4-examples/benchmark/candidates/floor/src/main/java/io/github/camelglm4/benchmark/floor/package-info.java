/** The least that moving the bytes costs. */
package io.github.camelglm4.benchmark.floor;
