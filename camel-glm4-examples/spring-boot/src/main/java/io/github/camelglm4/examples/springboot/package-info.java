/** A Spring Boot application that sends questions to a model. */
package io.github.camelglm4.examples.springboot;
