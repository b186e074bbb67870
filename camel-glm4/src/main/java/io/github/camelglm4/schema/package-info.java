/**
 * What a JSON value must be: JSON Schema, read once and asked often. Knows neither Camel nor what the values are for.
 */
package io.github.camelglm4.schema;
