/** Camel's views of the component: JMX, the developer console, health checks, spans. */
package io.github.camelglm4.management;
