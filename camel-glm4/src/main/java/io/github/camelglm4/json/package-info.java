/** JSON to maps and scalars and back: lenient in reading, strict in writing, with bounded memory. */
package io.github.camelglm4.json;
