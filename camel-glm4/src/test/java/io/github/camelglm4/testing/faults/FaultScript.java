package io.github.camelglm4.testing.faults;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.List;

/** Builds the scripts of one fault. An expectation applies to all scripts after it in the chain. */
final class FaultScript {

    private static final int WITH_TWO_RETRIES = 3;

    private final List<Fault> plays = new ArrayList<>();
    private final String name;
    private String variant = "";
    private Class<? extends Glm4Exception> failure;
    private String text = Fault.TEXT;
    private int requests = 1;
    private boolean retryable;
    private Integer status;
    private String code;
    private List<String> says = List.of();
    private boolean closes;
    private boolean timed;
    private String options = "";

    private FaultScript(String name) {
        this.name = name;
    }

    static FaultScript fault(String name) {
        return new FaultScript(name);
    }

    /** It fails with that exception, before any text, after one request; a retry would not help. */
    FaultScript fails(Class<? extends Glm4Exception> exception) {
        failure = exception;
        text = null;
        requests = 1;
        retryable = false;
        status = null;
        code = null;
        says = List.of();
        return this;
    }

    /** It fails after the maximum number of requests. */
    FaultScript retried() {
        requests = WITH_TWO_RETRIES;
        return retryable();
    }

    /** A retry might help, but only the caller may decide that. */
    FaultScript retryable() {
        retryable = true;
        return this;
    }

    /** It fails after that text. */
    FaultScript after(String partial) {
        text = partial;
        requests = 1;
        return this;
    }

    FaultScript answers(String whole) {
        text = whole;
        return this;
    }

    FaultScript afterRequests(int count) {
        requests = count;
        return this;
    }

    FaultScript status(int number) {
        status = number;
        return this;
    }

    FaultScript code(String number) {
        code = number;
        return this;
    }

    FaultScript says(String... parts) {
        says = List.of(parts);
        return this;
    }

    FaultScript closes() {
        closes = true;
        return this;
    }

    FaultScript timed() {
        timed = true;
        return this;
    }

    FaultScript options(String query) {
        options = query;
        return this;
    }

    FaultScript variant(String what) {
        variant = what;
        return this;
    }

    FaultScript unstreamed(Reply... replies) {
        return play(false, replies);
    }

    FaultScript streamed(Reply... replies) {
        return play(true, replies);
    }

    /** Plays each of these answers, as a variant with its JSON as the name. */
    FaultScript answersWith(String... jsons) {
        for (String json : jsons) {
            variant(json).unstreamed(Reply.json(json));
        }
        return this;
    }

    FaultScript both(Reply... replies) {
        return unstreamed(replies).streamed(replies);
    }

    private FaultScript play(boolean streamed, Reply... replies) {
        Expectation expected = new Expectation(failure, text, requests, retryable, status, code, says, closes, options);
        plays.add(new Fault(name, variant, streamed, List.of(replies), expected, timed));
        return this;
    }

    List<Fault> plays() {
        return plays;
    }
}
