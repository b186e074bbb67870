package io.github.camelglm4.moderation;

/** What the service says about a text, from the best to the worst. */
public enum RiskLevel {
    PASS,
    REVIEW,
    REJECT
}
