package io.github.camelglm4.typed;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;

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

    /** What Jackson knows of a class, or of its builder: that has the same properties. */
    private BeanDescription bean(ResolvedType type) {
        BeanDescription bean = config.introspect(mapper.constructType(type.getErasedType()));
        Class<?> builder = config.getAnnotationIntrospector().findPOJOBuilder(bean.getClassInfo());
        return builder == null ? bean : config.introspectForBuilder(mapper.constructType(builder), bean);
    }
}
