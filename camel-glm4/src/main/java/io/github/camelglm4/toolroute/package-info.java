/** Routes that are tools: the component {@code glm4-tool}, and how a call becomes an exchange and its body a result. */
package io.github.camelglm4.toolroute;
