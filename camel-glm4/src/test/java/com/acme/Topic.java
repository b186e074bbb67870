package com.acme;

/** The enum of docs/typed-answers.md. */
public enum Topic {
    BILLING,
    DELIVERY,
    OTHER
}
