/** What calls do, as they do it: the one place where they are counted, and the seam at which others watch. Knows no Camel. */
package io.github.camelglm4.watch;
