package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.camelglm4.schema.Finding;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any text of a model is an object that fits, or has findings. */
class AnswerFuzzTest {

    enum Kind {
        ONE,
        TWO
    }

    record Line(String name, BigDecimal price, int count) {}

    record Bill(
            String number,
            Kind kind,
            LocalDate day,
            List<Line> lines,
            Optional<Double> discount,
            Map<String, Long> extra) {}

    private static final AnswerReader BILLS = new AnswerReader(AnswerType.of("outputClass Bill", Bill.class));
    private static final AnswerReader NUMBERS =
            new AnswerReader(AnswerType.listOf("outputClass Integer", Integer.class));

    @FuzzTest(maxDuration = "5m")
    void fitsOrHasFindings(byte[] written) {
        String text = new String(written, StandardCharsets.UTF_8);
        check(BILLS.read(text), Bill.class);
        check(NUMBERS.read(text), List.class);
    }

    private static void check(Reading reading, Class<?> type) {
        if (reading.fits()) {
            assertThat(reading.value()).isInstanceOf(type);
        } else {
            assertThat(Finding.sentences(reading.findings())).isNotBlank().hasSizeLessThan(50_000);
        }
    }
}
