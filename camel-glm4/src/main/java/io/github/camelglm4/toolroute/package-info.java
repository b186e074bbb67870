/** The component {@code glm4-tool}: routes as tools. A tool call becomes an exchange, and its body the result. */
package io.github.camelglm4.toolroute;
