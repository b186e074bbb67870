/** A Spring Boot application that asks a model. */
package io.github.camelglm4.examples.springboot;
