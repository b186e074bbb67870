/** What Camel shows of its components, and asks of them: JMX, the developer console, health checks, spans. */
package io.github.camelglm4.management;
