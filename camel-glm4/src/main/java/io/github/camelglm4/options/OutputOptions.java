package io.github.camelglm4.options;

import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;

/** Options of typed answers. */
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
     * Name of the class into which each answer is converted, such as com.acme.Invoice: a record, an enum, or another
     * class that Jackson can read. With two square brackets after the name, the body is a List of such objects. Cannot
     * be combined with outputSchema, responseFormat, stream=true or output=completion. With streamTo, the chunks are
     * sent as text, and the body is the object.
     */
    public void setOutputClass(String outputClass) {
        this.outputClass = outputClass;
    }

    public String getOutputSchema() {
        return outputSchema;
    }

    /**
     * JSON Schema that each answer must match. The body is a Map, or a List, text or number if the schema describes
     * one. Use resource:classpath:schema.json to read the schema from a file. Cannot be combined with outputClass,
     * responseFormat, stream=true or output=completion.
     */
    public void setOutputSchema(String outputSchema) {
        this.outputSchema = outputSchema;
    }

    public String getOutputMode() {
        return outputMode;
    }

    /**
     * How the schema of outputClass or outputSchema is sent. With prompt, it is added to the instructions, which every
     * service supports. With json_schema, it is sent as a parameter, for services that enforce it (vLLM, SGLang,
     * gateways).
     */
    public void setOutputMode(String outputMode) {
        this.outputMode = outputMode;
    }

    public int getOutputRetries() {
        return outputRetries;
    }

    /**
     * Maximum number of further requests if an answer does not match outputClass or outputSchema. Each of them
     * describes the errors of the previous answer. If no answer matches, the exchange fails with Glm4OutputException. 0
     * disables further requests.
     */
    public void setOutputRetries(int outputRetries) {
        this.outputRetries = outputRetries;
    }
}
