/** The only package that maps exchanges to requests, and answers and failures to exchanges. */
package io.github.camelglm4.binding;
