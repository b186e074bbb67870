package io.github.camelglm4.benchmark.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TypedServiceTest {

    @Test
    void answersWithTheTypeOfTheExample() throws Exception {
        try (TypedService service = new TypedService(Duration.ofMillis(1))) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(service.baseUrl() + "/chat/completions"))
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();

            assertThat(HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .contains("{\\\"category\\\": \\\"other\\\"");
        }
    }

    /** Ten answers per second, but a slow start and a slow end. */
    @Test
    void throughputIsThatOfTheMiddleOfARun() {
        List<Long> tenths = LongStream.range(0, 100)
                .map(i -> i < 20 ? i * 1_000_000_000L : 20_000_000_000L + (i - 20) * 100_000_000L)
                .map(nanos -> nanos > 25_500_000_000L ? nanos * 2 : nanos)
                .boxed()
                .toList();

        assertThat(TypedService.perSecond(tenths)).isEqualTo(10.0);
        assertThat(TypedService.perSecond(List.of())).isNaN();
    }
}
