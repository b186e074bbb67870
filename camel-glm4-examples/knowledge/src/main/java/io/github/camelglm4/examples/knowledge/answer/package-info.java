/** The beans of the routes that answer: the question, the prompt for the model, and the answer with its sources. */
package io.github.camelglm4.examples.knowledge.answer;
