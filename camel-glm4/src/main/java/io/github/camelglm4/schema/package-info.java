/** Validates values with JSON Schema. Depends neither on Camel nor on the purpose of the values. */
package io.github.camelglm4.schema;
