/** The component {@code glm4-moderation}: verdicts about texts. */
package io.github.camelglm4.moderationroute;
