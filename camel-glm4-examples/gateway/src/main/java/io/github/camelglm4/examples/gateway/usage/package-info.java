/** The history of usage in the database, and the report for administrators. */
package io.github.camelglm4.examples.gateway.usage;
