/** The moderation of the API: verdicts about texts. Independent of Camel. */
package io.github.camelglm4.moderation;
