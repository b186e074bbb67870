package io.github.camelglm4.rerankroute;

import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.CopiedOptions;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of reranking. */
@UriParams
public class RerankOptions extends CopiedOptions<RerankOptions> {

    @UriParam(label = "producer", defaultValue = "0")
    private int topN;

    @UriParam(label = "producer")
    private Double minScore;

    @UriParam(label = "producer", defaultValue = "text")
    private String textField = "text";

    /** Returns a copy. @throws RuntimeException if an option is invalid */
    RerankOptions checked() {
        Check.atLeast("topN", topN, 0);
        Check.finite("minScore", minScore);
        if (!Check.isSet(textField)) {
            throw new IllegalArgumentException("textField is blank: it must be the name of a field of the documents");
        }
        return copy();
    }

    public int getTopN() {
        return topN;
    }

    /** Maximum number of documents that are kept, the best ones; 0 for all. */
    public void setTopN(int topN) {
        this.topN = topN;
    }

    public Double getMinScore() {
        return minScore;
    }

    /**
     * Minimum score of documents that are kept. If not set, all are kept. Models have different scores: look at those
     * of your documents first.
     */
    public void setMinScore(Double minScore) {
        this.minScore = minScore;
    }

    public String getTextField() {
        return textField;
    }

    /** Name of the field that contains the text, in documents that are Maps. */
    public void setTextField(String textField) {
        this.textField = textField;
    }
}
