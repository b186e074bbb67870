package io.github.camelglm4.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Answers as objects instead of text. */
@UriParams
public class OutputOptions {

    @UriParam(label = "producer,output")
    private String outputClass;

    @UriParam(label = "producer,output")
    @Metadata(supportFileReference = true, largeInput = true)
    private String outputSchema;

    @UriParam(label = "producer,output", enums = "prompt,json_schema", defaultValue = "prompt")
    private String outputMode = "prompt";

    @UriParam(label = "producer,output", defaultValue = "2")
    private int outputRetries = 2;

    public String getOutputClass() {
        return outputClass;
    }

    /**
     * Name of a class, such as com.acme.Invoice, of which every answer becomes an object: a record, a class that Jackson
     * reads, an enum. With two square brackets after it the answer becomes a List of them. Not together with stream=true;
     * with streamTo the text is seen as it arrives, and the body is the object all the same.
     */
    public void setOutputClass(String outputClass) {
        this.outputClass = outputClass;
    }

    public String getOutputSchema() {
        return outputSchema;
    }

    /**
     * JSON Schema that every answer must fit, which then becomes a Map (or a List, where the schema asks for an array).
     * resource:classpath:schema.json reads it from a file. Not together with outputClass or stream=true.
     */
    public void setOutputSchema(String outputSchema) {
        this.outputSchema = outputSchema;
    }

    public String getOutputMode() {
        return outputMode;
    }

    /**
     * How the service is told about outputClass or outputSchema: prompt writes the schema into the instructions, which
     * every service understands; json_schema sends it as a parameter, for services that enforce it (vLLM, SGLang,
     * gateways).
     */
    public void setOutputMode(String outputMode) {
        this.outputMode = outputMode;
    }

    public int getOutputRetries() {
        return outputRetries;
    }

    /**
     * How often the model is asked again, with what is wrong, when its answer does not fit outputClass or outputSchema.
     * After that, the exchange fails with Glm4OutputException.
     */
    public void setOutputRetries(int outputRetries) {
        this.outputRetries = outputRetries;
    }
}
