package io.github.camelglm4.soak;

/** The ways in which routes ask; the name of each is that of its route and of its model. */
enum SoakKind {
    CALL,
    GATED,
    SPLIT,
    PUSH,
    TEXT,
    CLOSE,
    ABANDON,
    TOOL,
    TOOLSTREAM,
    TYPED,
    TALK,
    SERVED,
    SERVEDSTREAM,
    IMPATIENT,
    IMPATIENTSTREAM,
    IMPATIENTSERVED;

    /** Asks a service that falls silent, and gives it up after a second. All others wait as long as it takes. */
    boolean impatient() {
        return this == IMPATIENT || this == IMPATIENTSTREAM || this == IMPATIENTSERVED;
    }

    boolean withTool() {
        return this == TOOL || this == TOOLSTREAM;
    }

    /** Whether the exchange ends with the whole answer in its body. */
    boolean wholeAnswer() {
        return this != CLOSE && this != ABANDON;
    }
}
