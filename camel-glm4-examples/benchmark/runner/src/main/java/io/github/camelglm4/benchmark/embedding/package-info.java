/** How fast many texts are embedded, compared with what the gate allows. */
package io.github.camelglm4.benchmark.embedding;
