/** The properties of Spring Boot applications as options of the components. Its library is optional. */
package io.github.camelglm4.springboot;
