package io.github.camelglm4.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {

    private static final List<String> KNOWN = List.of("lookupOrder", "lookup", "refund", "a");

    @ParameterizedTest
    @CsvSource(textBlock = """
            lookupOrdr, lookupOrder
            LOOKUPORDER, lookupOrder
            lokoup, lookup
            look_up, lookup
            refunds, refund
            b, a
            """)
    void findsTheNearestName(String unknown, String nearest) {
        assertThat(NearNames.nearest(unknown, KNOWN)).contains(nearest);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            delete
            lookupOrderAndRefundThePriceOfIt
            ''
            """)
    void suggestsNothingThatIsFarAway(String unknown) {
        assertThat(NearNames.nearest(unknown, List.of("lookupOrder", "lookup", "refund")))
                .isEmpty();
    }

    @Test
    void doesNotCompareVeryLongNames() {
        String name = "n".repeat(1_000_000);

        assertThat(NearNames.nearest(name + "m", List.of(name))).isEmpty();
    }
}
