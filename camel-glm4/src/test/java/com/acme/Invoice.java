package com.acme;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The record of docs/typed-answers.md. */
public record Invoice(
        String number,
        LocalDate day,
        List<Item> items,
        @JsonPropertyDescription("without the currency") BigDecimal total,
        Optional<String> note) {

    public record Item(String name, BigDecimal price, int count) {}
}
