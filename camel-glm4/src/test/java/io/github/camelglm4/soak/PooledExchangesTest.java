package io.github.camelglm4.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@code camel.main.exchange-factory=pooled} does: exchanges are used again, and no answer comes in another's. */
@Timeout(180)
class PooledExchangesTest {

    private static final int EXCHANGES = 2_000;

    @Test
    void everyExchangeHasItsOwnAnswer() throws Exception {
        try (SoakContext soak = new SoakContext(PooledExchangesTest::pool);
                SoakTraffic traffic = soak.traffic(System.nanoTime())) {
            soak.load(traffic, 50, EXCHANGES, Duration.ZERO);

            assertThat(traffic.problems()).isEmpty();
            assertThat(traffic.answers()).isGreaterThan(EXCHANGES / 2);
            soak.served().assertEachEndedOnce();
            assertThat(soak.exchangesUsedAgain()).isPositive();
        }
    }

    private static void pool(CamelContext context) {
        PooledExchangeFactory exchanges = new PooledExchangeFactory();
        exchanges.setStatisticsEnabled(true);
        PooledProcessorExchangeFactory copies = new PooledProcessorExchangeFactory();
        copies.setStatisticsEnabled(true);
        ExtendedCamelContext extension = context.getCamelContextExtension();
        extension.setExchangeFactory(exchanges);
        extension.setProcessorExchangeFactory(copies);
    }
}
