package io.github.camelglm4.tools;

/**
 * The limits of an agent loop.
 *
 * @param maxRounds maximum number of rounds of tool calls that run; 1 or more
 * @param timeoutMillis timeout of one tool call, including its approval
 * @param failOnProblems whether a tool call without a result fails the exchange instead of being reported to the model
 */
public record ToolLimits(int maxRounds, long timeoutMillis, boolean failOnProblems) {}
