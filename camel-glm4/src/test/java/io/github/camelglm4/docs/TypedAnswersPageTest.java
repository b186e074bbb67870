package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.Invoice;
import com.acme.Topic;
import io.github.camelglm4.testing.Reply;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/** The samples of docs/typed-answers.md. */
class TypedAnswersPageTest extends DocPageTest {

    private static final String INVOICE =
            "{\"number\": \"A-17\", \"day\": \"2026-01-31\", \"items\": [], \"total\": 37.50}";

    @SampleOf("typed-answers.md#extracting-data/2")
    void makesARecord(Sample.Version sample) throws Exception {
        server.enqueue(Reply.completion(INVOICE));
        sample.load(context);

        Invoice invoice = ask("direct:invoice", "Invoice A-17 ...").getMessage().getBody(Invoice.class);

        assertThat(invoice.day()).isEqualTo(LocalDate.of(2026, 1, 31));
        assertThat(invoice.total()).isEqualByComparingTo(new BigDecimal("37.50"));
        assertThat(logged()).containsExactly("A-17 of 2026-01-31: 37.50");
        assertThat(request()).contains("\"temperature\":0.1", "without the currency");
    }

    @SampleOf("typed-answers.md#classification/2")
    void choosesByTheTopic(Sample.Version sample) throws Exception {
        server.enqueue(Reply.completion("{\"value\": \"BILLING\"}"), Reply.completion("{\"value\": \"DELIVERY\"}"));
        sample.load(context);

        assertThat(ask("direct:classify", "I paid twice").getMessage().getBody())
                .isEqualTo(Topic.BILLING);
        assertThat(ask("direct:classify", "It never came").getMessage().getBody())
                .isEqualTo(Topic.DELIVERY);

        assertThat(logged()).containsExactly("to the accountants", "to the desk: DELIVERY");
        assertThat(request())
                .contains("Which topic is the message of the customer about?", "\"model\":\"GLM-4-Flash\"");
    }

    @SampleOf("typed-answers.md#json-schema")
    void makesAMap(Sample.Version sample) throws Exception {
        server.enqueue(Reply.completion(INVOICE));
        sample.load(context);

        assertThat(ask("direct:schema", "Invoice A-17 ...").getMessage().getBody(Map.class))
                .containsEntry("number", "A-17");
        assertThat(logged()).containsExactly("A-17");
    }

    @SampleOf("typed-answers.md#converting-back-to-json")
    void makesJsonAgain(Sample.Version sample) throws Exception {
        server.enqueue(Reply.completion(INVOICE));
        sample.load(context);

        assertThat(ask("direct:invoice-json", "Invoice A-17 ...").getMessage().getBody(String.class))
                .isEqualTo("{\"number\":\"A-17\",\"day\":\"2026-01-31\",\"items\":[],\"total\":37.50,\"note\":null}");
    }
}
