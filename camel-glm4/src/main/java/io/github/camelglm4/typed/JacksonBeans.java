package io.github.camelglm4.typed;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.FieldScope;
import java.lang.reflect.Modifier;
import java.util.Map;

/** What Jackson sets of an object when it reads one. */
final class JacksonBeans {

    private final DeserializationConfig config;
    private final ObjectMapper mapper;

    JacksonBeans(ObjectMapper mapper) {
        this.mapper = mapper;
        this.config = mapper.getDeserializationConfig();
    }

    boolean isSet(FieldScope field) {
        return bean(field.getDeclaringType()).findProperties().stream()
                .filter(BeanPropertyDefinition::couldDeserialize)
                .anyMatch(property -> property.getInternalName().equals(field.getDeclaredName()));
    }

    boolean takesAnyProperty(ResolvedType type) {
        return bean(type).findAnySetterAccessor() != null;
    }

    /**
     * What no answer could ever become is found out at the start, and not by asking again and again.
     *
     * @param schema what the type is described by
     * @throws IllegalArgumentException naming the class that is the matter
     */
    void requireReadable(ResolvedType type, ObjectNode schema) {
        Class<?> javaClass = type.getErasedType();
        if (!"object".equals(schema.path("type").asText()) || Map.class.isAssignableFrom(javaClass)) {
            return;
        }
        require(
                !Modifier.isAbstract(javaClass.getModifiers()),
                javaClass,
                "is abstract: JsonTypeInfo with the names of JsonSubTypes says what it may be");
        require(
                schema.has("properties") || javaClass.isRecord() || takesAnyProperty(type),
                javaClass,
                "has no property that Jackson sets");
        for (BeanPropertyDefinition property : bean(type).findProperties()) {
            require(
                    schema.path("properties").has(property.getName())
                            || !property.hasConstructorParameter()
                            || isUnwrapped(property),
                    javaClass,
                    "has no field for the property " + property.getName() + " of its creator");
        }
    }

    /** What Jackson knows of a class, or of its builder: that has the same properties. */
    private BeanDescription bean(ResolvedType type) {
        BeanDescription bean = config.introspect(mapper.constructType(type.getErasedType()));
        Class<?> builder = config.getAnnotationIntrospector().findPOJOBuilder(bean.getClassInfo());
        return builder == null ? bean : config.introspectForBuilder(mapper.constructType(builder), bean);
    }

    private boolean isUnwrapped(BeanPropertyDefinition property) {
        return config.getAnnotationIntrospector().findUnwrappingNameTransformer(property.getPrimaryMember()) != null;
    }

    private static void require(boolean fulfilled, Class<?> type, String problem) {
        if (!fulfilled) {
            throw new IllegalArgumentException(type.getName() + " " + problem);
        }
    }
}
