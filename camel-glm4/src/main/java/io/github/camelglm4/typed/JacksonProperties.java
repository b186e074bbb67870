package io.github.camelglm4.typed;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.CreatorProperty;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Determines the properties that Jackson sets, and which of them may be missing or null: Optional ones, and those with
 * an annotation {@code Nullable} or {@code JsonProperty(isRequired = FALSE)}. One rule for both schema and parser.
 * Pure.
 */
final class JacksonProperties {

    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private JacksonProperties() {}

    static boolean isSet(FieldScope field) {
        return bean(field.getDeclaringType()).findProperties().stream()
                .filter(BeanPropertyDefinition::couldDeserialize)
                .anyMatch(property -> property.getInternalName().equals(field.getDeclaredName()));
    }

    static boolean isAnySet(ResolvedType type) {
        return bean(type).findAnySetterAccessor() != null;
    }

    /** Returns Jackson's description of a class, or of its builder, which has the same properties. */
    private static BeanDescription bean(ResolvedType type) {
        DeserializationConfig config = TypedJson.MAPPER.getDeserializationConfig();
        BeanDescription bean = config.introspect(TypedJson.MAPPER.constructType(type.getErasedType()));
        Class<?> builder = config.getAnnotationIntrospector().findPOJOBuilder(bean.getClassInfo());
        return builder == null ? bean : config.introspectForBuilder(TypedJson.MAPPER.constructType(builder), bean);
    }

    static boolean isOptional(FieldScope field) {
        return isOptional(
                field.getDeclaredType().getErasedType(),
                field.getAnnotationConsideringFieldAndGetter(JsonProperty.class),
                field.getRawMember());
    }

    static boolean isRequired(BeanDescription bean, BeanPropertyDefinition definition, SettableBeanProperty property) {
        Field field = Stream.<Class<?>>iterate(bean.getBeanClass(), type -> type != null, Class::getSuperclass)
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .filter(declared -> declared.getName().equals(definition.getInternalName()))
                .findFirst()
                .orElse(null);
        // the schema contains fields: a setter without a field is not in it
        boolean isInSchema = field != null || property instanceof CreatorProperty;
        return isInSchema
                && property.getAnnotation(JsonUnwrapped.class) == null
                && !isOptional(property.getType().getRawClass(), property.getAnnotation(JsonProperty.class), field);
    }

    /** Whether the type allows any value, including null. */
    static boolean isAnything(JavaType type) {
        return type.isJavaLangObject() || type.isTypeOrSubTypeOf(JsonNode.class);
    }

    private static boolean isOptional(Class<?> type, JsonProperty annotation, Field field) {
        return OPTIONALS.contains(type)
                || annotation != null && annotation.isRequired() == OptBoolean.FALSE
                || field != null && isNullable(field);
    }

    /** There are many annotations with that name and the same meaning. */
    private static boolean isNullable(Field field) {
        return Stream.of(field.getAnnotations(), field.getAnnotatedType().getAnnotations())
                .flatMap(Stream::of)
                .map(Annotation::annotationType)
                .anyMatch(annotation -> annotation.getSimpleName().equals("Nullable"));
    }
}
