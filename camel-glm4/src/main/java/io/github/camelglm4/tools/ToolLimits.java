package io.github.camelglm4.tools;

/**
 * How far a model may go with its tools.
 *
 * @param maxRounds rounds of tool calls that are run; 1 or more
 * @param timeoutMillis for one call of a tool, with whatever has to approve it
 * @param failOnProblems whether a call without a result fails the whole, instead of being told to the model
 */
public record ToolLimits(int maxRounds, long timeoutMillis, boolean failOnProblems) {}
