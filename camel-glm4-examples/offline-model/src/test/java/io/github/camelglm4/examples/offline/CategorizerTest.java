package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategorizerTest {
    private final Categorizer categorizer = new Categorizer();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Ich bin enttäuscht und bitte um Rückerstattung.  | complaint
                    The parties agree that neither shall be liable.  | contract
                    10:04:11 ERROR pool-1 connect timeout            | log
                    这款耳机性价比很高，五星好评，值得推荐。            | review
                    会议由王经理主持，出席人员五人，议题如下。          | minutes
                    Según el portavoz, el Gobierno anunció ayudas.   | news
                    J'ai oublié mon mot de passe.                    | support
                    The invoice shows a wrong amount due.            | invoice
                    我想应聘贵公司的工程师岗位，简历见附件。             | application
                    台風が近づいています。避難してください。             | bulletin
                    The cat sat on the mat.                          | other
                    """)
    void sortsByTheWordsOfTheText(String text, String category) {
        assertThat(categorizer.categorize(text, "")).isEqualTo(category);
    }

    @Test
    void choosesAmongTheCategoriesThatTheInstructionsName() {
        String text = "The invoice is wrong, the invoice is late: I want a refund.";

        assertThat(categorizer.categorize(text, "")).isEqualTo("invoice");
        assertThat(categorizer.categorize(text, "Either complaint or news, else other."))
                .isEqualTo("complaint");
        assertThat(categorizer.categorize(text, "Either news or log, else other."))
                .isEqualTo("other");
    }

    @Test
    void findsWordsAtTheirBeginningOnly() {
        assertThat(categorizer.categorize("She previewed the catalog.", "")).isEqualTo("other");
        assertThat(categorizer.categorize("Wir haben drei Mahnungen erhalten.", ""))
                .isEqualTo("invoice");
    }
}
