package io.github.camelglm4.typed;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The class that the tests extract from texts. */
public record Invoice(String number, LocalDate day, List<Item> items, Optional<String> note) {

    public record Item(String name, BigDecimal price, int count) {}
}
