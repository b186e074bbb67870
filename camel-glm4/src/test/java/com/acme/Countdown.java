package com.acme;

import java.util.Iterator;
import java.util.stream.IntStream;

/** The bean of docs/serving.md. */
public class Countdown {

    public Iterator<String> numbers() {
        return IntStream.iterate(3, n -> n - 1).limit(4).mapToObj(n -> n + " ").iterator();
    }
}
