package io.github.camelglm4.typed;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.OptBoolean;
import com.fasterxml.jackson.databind.BeanDescription;
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
 * Which properties of a class may be missing or null: Optional ones, and those that an annotation {@code Nullable} or
 * {@code JsonProperty(isRequired = FALSE)} marks. One rule for what the model is told and what is read.
 */
final class OptionalProperties {

    private static final Set<Class<?>> OPTIONALS =
            Set.of(Optional.class, OptionalInt.class, OptionalLong.class, OptionalDouble.class);

    private OptionalProperties() {}

    static boolean contain(FieldScope field) {
        return isOptional(
                field.getDeclaredType().getErasedType(),
                field.getAnnotationConsideringFieldAndGetter(JsonProperty.class),
                field.getRawMember());
    }

    static boolean contain(BeanDescription bean, BeanPropertyDefinition definition, SettableBeanProperty property) {
        return isOptional(
                property.getType().getRawClass(),
                property.getAnnotation(JsonProperty.class),
                field(bean.getBeanClass(), definition.getInternalName()));
    }

    private static Field field(Class<?> declaring, String name) {
        return Stream.<Class<?>>iterate(declaring, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                .filter(field -> field.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static boolean isOptional(Class<?> type, JsonProperty annotation, Field field) {
        return OPTIONALS.contains(type)
                || annotation != null && annotation.isRequired() == OptBoolean.FALSE
                || field != null && isNullable(field);
    }

    /** There are many annotations of that name, and all mean the same. */
    private static boolean isNullable(Field field) {
        return Stream.of(field.getAnnotations(), field.getAnnotatedType().getAnnotations())
                .flatMap(Stream::of)
                .map(Annotation::annotationType)
                .anyMatch(annotation -> annotation.getSimpleName().equals("Nullable"));
    }
}
