package io.github.camelglm4.typed;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedWithParams;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomDefinitionProviderV2;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.TypeContext;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Types whose JSON is that of another type: the parameter of a delegating {@code JsonCreator}, the type of a
 * {@code JsonValue}, or the type in {@code JsonDeserialize(as)}.
 */
final class DelegatingTypes implements CustomDefinitionProviderV2 {

    private static final DeserializationConfig CONFIG = TypedJson.MAPPER.getDeserializationConfig();

    @Override
    public CustomDefinition provideCustomSchemaDefinition(ResolvedType type, SchemaGenerationContext context) {
        return delegate(type)
                .map(delegate -> resolved(delegate, context.getTypeContext()))
                .map(delegate -> new CustomDefinition(context.createDefinition(delegate), true))
                .orElse(null);
    }

    private static ResolvedType resolved(JavaType type, TypeContext types) {
        List<JavaType> parameters = type.getBindings().getTypeParameters();
        return types.resolve(
                type.getRawClass(),
                parameters.stream().map(parameter -> resolved(parameter, types)).toArray(Type[]::new));
    }

    /** Returns the other type whose JSON this type has, if any. */
    static Optional<JavaType> delegate(ResolvedType type) {
        BeanDescription bean = CONFIG.introspect(CONFIG.constructType(type.getErasedType()));
        return named(bean).or(() -> taken(bean));
    }

    private static Optional<JavaType> named(BeanDescription bean) {
        try {
            JavaType refined = CONFIG.getAnnotationIntrospector()
                    .refineDeserializationType(CONFIG, bean.getClassInfo(), bean.getType());
            return Optional.of(refined).filter(type -> !type.hasRawClass(bean.getBeanClass()));
        } catch (JsonMappingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    private static Optional<JavaType> taken(BeanDescription bean) {
        return Stream.concat(bean.getConstructorsWithMode().stream(), bean.getFactoryMethodsWithMode().stream())
                .filter(creator -> creator.metadata == JsonCreator.Mode.DELEGATING)
                .map(creator -> ((AnnotatedWithParams) creator.annotated).getParameterType(0))
                .findFirst()
                .or(() -> Optional.ofNullable(bean.findJsonValueAccessor()).map(AnnotatedMember::getType));
    }
}
