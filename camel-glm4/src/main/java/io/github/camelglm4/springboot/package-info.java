/** The properties of Spring Boot applications as options of the components. Spring Boot is optional. */
package io.github.camelglm4.springboot;
