package io.github.camelglm4.examples.offline.operation;

/** What moderation advises, from the best to the worst. */
enum RiskLevel {
    PASS,
    REVIEW,
    REJECT
}
