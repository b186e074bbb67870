package consumer;

import java.time.LocalDate;
import java.util.Optional;

/** A typed answer with the types that Jackson reads with modules only. */
public record Invoice(String number, LocalDate day, Optional<String> note) {}
