/** The moderation of the API: verdicts about pieces of texts. Independent of Camel. */
package io.github.camelglm4.moderation;
