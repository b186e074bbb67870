package io.github.camelglm4.typed;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NumericNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.ValueNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.util.StdDateFormat;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Jackson, configured for the JSON of models. */
final class TypedJson {

    /**
     * Accepts small, unambiguous mistakes of models. A model never chooses the class of an object: there is no default
     * typing, and annotations can let it choose among names, but not write class names.
     */
    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    // sizes are bounded by maxResponseSize
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .build())
            .polymorphicTypeValidator(new NoClassNames())
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .withCoercionConfigDefaults(
                    config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> Stream.of(
                                    CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float)
                            .forEach(shape -> config.setCoercion(shape, CoercionAction.Fail)))
            .withCoercionConfig(
                    BigInteger.class, config -> config.setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .defaultDateFormat(new StdDateFormat().withLenient(false))
            .annotationIntrospector(new ElementNulls())
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            .addModule(new SimpleModule().setDeserializerModifier(new StrictReading()))
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            // keep the zone of a time
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            // keep the digits of a number
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /** Reads the values in an answer. */
    static final ObjectReader TREES = MAPPER.reader(new BoundedNumbers());

    private static final TypeReference<LinkedHashMap<String, Object>> OBJECT = new TypeReference<>() {};

    private TypedJson() {}

    /** Converts a tree to maps, lists and scalars. */
    static Map<String, Object> object(ObjectNode tree) {
        return MAPPER.convertValue(tree, OBJECT);
    }

    /** Allows null in lists and maps of any value. */
    private static final class ElementNulls extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public JsonSetter.Value findSetterInfo(Annotated annotated) {
            JsonSetter.Value set = super.findSetterInfo(annotated);
            JavaType element = annotated.getType();
            while (element != null && element.isContainerType()) {
                element = element.getContentType();
            }
            return element != null && JacksonProperties.isAnything(element)
                    ? JsonSetter.Value.forContentNulls(Nulls.SET).withOverrides(set)
                    : set;
        }
    }

    /** Called if an annotation takes classes from JSON, as {@code JsonTypeInfo(use = CLASS)}, or deduces them. */
    private static final class NoClassNames extends PolymorphicTypeValidator.Base {

        private static final long serialVersionUID = 1L;

        @Override
        public Validity validateBaseType(MapperConfig<?> config, JavaType baseType) {
            throw new IllegalArgumentException(
                    "JsonTypeInfo of " + baseType.getRawClass().getName()
                            + " lets the model choose a class: set use = NAME, and list the names in JsonSubTypes");
        }

        /** Only called for a class that was deduced from the properties: no model wrote its name. */
        @Override
        public Validity validateSubClassName(MapperConfig<?> config, JavaType baseType, String subClassName) {
            return Validity.ALLOWED;
        }
    }

    /** Rejects numbers on which arithmetic takes hours: ten characters are enough to write one. */
    private static final class BoundedNumbers extends JsonNodeFactory {

        private static final long serialVersionUID = 1L;
        private static final int MOST_ZEROS = 1_000;

        @Override
        public ValueNode numberNode(BigDecimal number) {
            require(number != null && Math.abs(number.scale()) <= MOST_ZEROS);
            return super.numberNode(number);
        }

        @Override
        public NumericNode numberNode(double number) {
            require(Double.isFinite(number));
            return super.numberNode(number);
        }

        private static void require(boolean bounded) {
            if (!bounded) {
                throw new ArithmeticException("number out of range");
            }
        }
    }
}
