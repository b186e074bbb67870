/** Reads YAML, of which JSON is a part, with the line and the place of each value for messages. */
package io.github.camelglm4.yaml;
