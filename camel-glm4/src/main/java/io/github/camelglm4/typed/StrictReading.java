package io.github.camelglm4.typed;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.databind.util.ClassUtil;
import com.fasterxml.jackson.databind.util.NameTransformer;
import java.io.IOException;
import java.time.Year;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Makes Jackson require the properties of a class ({@link JacksonProperties}), and not misread texts. */
final class StrictReading extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
        if (deserializer instanceof BeanDeserializerBase ofBean) {
            boolean hasSubtypes =
                    config.getAnnotationIntrospector().findPolymorphicTypeInfo(config, bean.getClassInfo()) != null;
            if (!hasSubtypes && !ofBean.getValueInstantiator().canInstantiate()) {
                throw new IllegalArgumentException(
                        bean.getBeanClass().getName() + " has no constructor that Jackson can call");
            }
            boolean delegates = ofBean.getValueInstantiator().canCreateUsingDelegate()
                    || ofBean.getValueInstantiator().canCreateUsingArrayDelegate();
            return delegates ? deserializer : WholeBean.of(bean, ofBean);
        }
        if (deserializer.logicalType() == LogicalType.Float || deserializer.handledType() == Year.class) {
            return new OfNoText(deserializer);
        }
        boolean isOfText =
                deserializer instanceof FromStringDeserializer || deserializer.logicalType() == LogicalType.DateTime;
        return isOfText ? new OfText(deserializer, null) : deserializer;
    }

    @Override
    public JsonDeserializer<?> modifyArrayDeserializer(
            DeserializationConfig config, ArrayType type, BeanDescription bean, JsonDeserializer<?> deserializer) {
        // Jackson also reads lists of numbers and characters from one text
        boolean takesText =
                type.getContentType().isPrimitive() || type.getContentType().hasRawClass(Byte.class);
        return takesText ? new OfNoText(deserializer) : deserializer;
    }

    @Override
    public JsonDeserializer<?> modifyEnumDeserializer(
            DeserializationConfig config, JavaType type, BeanDescription bean, JsonDeserializer<?> deserializer) {
        AnnotatedMember value = bean.findJsonValueAccessor();
        boolean isNumber = value != null && Number.class.isAssignableFrom(boxed(value.getRawType()));
        return isNumber ? new OfNoText(deserializer) : deserializer;
    }

    private static Class<?> boxed(Class<?> type) {
        return type.isPrimitive() ? ClassUtil.wrapperType(type) : type;
    }

    /**
     * Reads numbers, years, enums that are written as numbers, and lists of numbers or characters. Rejects texts such
     * as NaN, Infinity or Base64, which Jackson accepts.
     */
    private static final class OfNoText extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        OfNoText(JsonDeserializer<?> deserializer) {
            super(deserializer);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
            return new OfNoText(deserializer);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            Object value = parser.hasToken(JsonToken.VALUE_STRING)
                    ? context.handleUnexpectedToken(handledType(), parser)
                    : super.deserialize(parser, context);
            boolean isFinite = value instanceof double[] doubles
                    ? DoubleStream.of(doubles).allMatch(Double::isFinite)
                    : !(value instanceof float[] floats)
                            || IntStream.range(0, floats.length).allMatch(i -> Float.isFinite(floats[i]));
            if (!isFinite) {
                throw new StrictParser.Misfit(parser, "must contain only numbers", List.of());
            }
            return value;
        }
    }

    /** Reads a bean with all its required properties. */
    private static final class WholeBean extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        private final Map<String, Boolean> required;

        /** @param required names of properties, and whether they may be null */
        private WholeBean(JsonDeserializer<?> deserializer, Map<String, Boolean> required) {
            super(deserializer);
            this.required = required;
        }

        static WholeBean of(BeanDescription bean, BeanDeserializerBase deserializer) {
            Map<String, Boolean> required = new LinkedHashMap<>();
            for (BeanPropertyDefinition definition : bean.findProperties()) {
                SettableBeanProperty property = deserializer.findProperty(definition.getName());
                if (property != null && JacksonProperties.isRequired(bean, definition, property)) {
                    required.put(property.getName(), JacksonProperties.isAnything(property.getType()));
                }
            }
            return new WholeBean(deserializer, required);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
            return new WholeBean(deserializer, required);
        }

        @Override
        @SuppressWarnings("unchecked")
        public JsonDeserializer<Object> unwrappingDeserializer(NameTransformer unwrapper) {
            Map<String, Boolean> unwrapped = new LinkedHashMap<>();
            required.forEach((name, mayBeNull) -> unwrapped.put(unwrapper.transform(name), mayBeNull));
            JsonDeserializer<?> unwrapping = new WholeBean(getDelegatee().unwrappingDeserializer(unwrapper), unwrapped);
            return (JsonDeserializer<Object>) unwrapping;
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return super.deserialize(new StrictParser(parser, required), context);
        }
    }

    /**
     * Reads values from text. Jackson also reads times from numbers, which could be days, seconds or milliseconds, and
     * UUIDs from any text that has the length of 16 bytes in Base64.
     */
    private static final class OfText extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d*)?");

        private static final int UUID_LENGTH = 36;

        private final String pattern;

        /** @param pattern the pattern of a {@link JsonFormat}; null for the default */
        OfText(JsonDeserializer<?> deserializer, String pattern) {
            super(deserializer);
            this.pattern = pattern;
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
            return new OfText(deserializer, pattern);
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property)
                throws JsonMappingException {
            JsonFormat.Value format = findFormatOverrides(context, property, handledType());
            JsonDeserializer<?> contextual = super.createContextual(context, property);
            return new OfText(contextual.getDelegatee(), format.hasPattern() ? format.getPattern() : null);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                boolean isText = parser.hasToken(JsonToken.VALUE_STRING) && isMeant(parser.getText());
                Object value = isText ? super.deserialize(parser, context) : null;
                return value == null ? context.handleUnexpectedToken(handledType(), parser) : value;
            } catch (MismatchedInputException e) {
                throw pattern == null
                        ? e
                        : new StrictParser.Misfit(parser, "must be in the format " + pattern, List.of());
            }
        }

        private boolean isMeant(String text) {
            return handledType() == UUID.class
                    ? text.length() == UUID_LENGTH
                    : pattern != null
                            || logicalType() != LogicalType.DateTime
                            || !NUMBER.matcher(text).matches();
        }
    }
}
