/**
 * What the schemes with one request and one response have in common: an exchange becomes as many requests as it takes,
 * of which some run at a time, and their answers become one message.
 */
package io.github.camelglm4.operation;
