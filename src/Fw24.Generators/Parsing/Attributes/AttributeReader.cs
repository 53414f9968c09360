using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Parsing.Attributes;

/// <summary>Instantiates the attribute stated in source or in an assembly: the same class the user wrote, so its defaults apply.</summary>
internal static class AttributeReader
{
    /// <summary>Finds an Fw24 attribute.</summary>
    public static AttributeData? Find<T>(ISymbol symbol)
        where T : Attribute
    {
        foreach (var data in symbol.GetAttributes())
        {
            if (Is<T>(data))
            {
                return data;
            }
        }

        return null;
    }

    /// <summary>Finds the Fw24 attributes of one class, in source order.</summary>
    public static IEnumerable<AttributeData> FindAll<T>(ISymbol symbol)
        where T : Attribute => symbol.GetAttributes().Where(static data => Is<T>(data));

    /// <summary>Indicates whether a symbol has an Fw24 attribute.</summary>
    public static bool Has<T>(ISymbol symbol)
        where T : Attribute => Find<T>(symbol) is not null;

    /// <summary>Instantiates an attribute of a symbol.</summary>
    /// <returns>The attribute; <see langword="null"/> if it is missing or does not compile.</returns>
    public static T? Read<T>(ISymbol symbol)
        where T : Attribute => Find<T>(symbol) is { } data ? Read<T>(data) : null;

    /// <summary>Instantiates an attribute.</summary>
    /// <returns>The attribute; <see langword="null"/> if it does not compile.</returns>
    public static T? Read<T>(AttributeData data)
        where T : Attribute
    {
        var parameters = Class<T>.Parameters;
        if (data.AttributeConstructor is null || data.ConstructorArguments.Length != parameters.Length)
        {
            return null;
        }

        var arguments = new object?[parameters.Length];
        for (var index = 0; index < arguments.Length; index++)
        {
            if (!TryConvert(data.ConstructorArguments[index], parameters[index].ParameterType, out arguments[index])
                || (arguments[index] is null && !parameters[index].HasDefaultValue))
            {
                return null;
            }
        }

        var attribute = (T)Class<T>.Constructor.Invoke(arguments);
        foreach (var named in data.NamedArguments)
        {
            Set(attribute, named.Key, named.Value);
        }

        return attribute;
    }

    /// <summary>Instantiates an attribute from a marker's alternating names and values.</summary>
    /// <returns>The attribute; <see langword="null"/> if the marker has none or is malformed.</returns>
    public static T? Read<T>(TypedConstant settings)
        where T : Attribute
    {
        if (settings.Kind is not TypedConstantKind.Array || settings.IsNull || settings.Values.Length % 2 is not 0)
        {
            return null;
        }

        var values = new Dictionary<string, TypedConstant>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < settings.Values.Length; index += 2)
        {
            if (settings.Values[index].Value is string name)
            {
                values[name] = settings.Values[index + 1];
            }
        }

        var arguments = new List<object?>();
        foreach (var parameter in Class<T>.Parameters)
        {
            if (!values.TryGetValue(parameter.Name!, out var value) || !TryConvert(value, parameter.ParameterType, out var argument))
            {
                return null;
            }

            arguments.Add(argument);
        }

        var attribute = (T)Class<T>.Constructor.Invoke([.. arguments]);
        foreach (var named in values)
        {
            Set(attribute, named.Key, named.Value);
        }

        return attribute;
    }

    /// <summary>Gets the names of a symbol's Fw24 attributes as written, without <c>Attribute</c>, each once.</summary>
    /// <param name="symbol">The symbol.</param>
    /// <param name="isMeant">Selects attributes by the names of their classes.</param>
    public static IEnumerable<string> Names(ISymbol symbol, Func<string, bool> isMeant)
        => symbol.GetAttributes()
            .Where(static data => IsOurs(data.AttributeClass))
            .Select(static data => data.AttributeClass!.Name)
            .Where(isMeant)
            .Select(static name => name.Substring(0, name.Length - nameof(Attribute).Length))
            .Distinct(StringComparer.Ordinal);

    private static bool Is<T>(AttributeData data)
        where T : Attribute => data.AttributeClass is { } type && type.Name == typeof(T).Name && IsOurs(type);

    /// <summary>Indicates whether an attribute class belongs to Fw24.</summary>
    public static bool IsOurs(INamedTypeSymbol? type)
        => type?.ContainingNamespace is { Name: nameof(Fw24), ContainingNamespace.IsGlobalNamespace: true };

    private static void Set(Attribute attribute, string name, TypedConstant value)
    {
        // Ignore a property that this version of the attribute does not have.
        if (attribute.GetType().GetProperty(name) is { CanWrite: true } property && TryConvert(value, property.PropertyType, out var converted))
        {
            property.SetValue(attribute, converted);
        }
    }

    private static bool TryConvert(TypedConstant constant, Type type, out object? value)
    {
        value = null;
        if (constant.Kind is TypedConstantKind.Error)
        {
            return false;
        }

        if (constant.IsNull)
        {
            return !type.IsValueType;
        }

        if (constant.Kind is TypedConstantKind.Array)
        {
            return type.IsArray && TryConvert(constant.Values, type.GetElementType()!, out value);
        }

        value = type.IsEnum ? Enum.ToObject(type, constant.Value!) : constant.Value;
        return type.IsInstanceOfType(value);
    }

    private static bool TryConvert(ImmutableArray<TypedConstant> constants, Type type, out object? value)
    {
        var array = Array.CreateInstance(type, constants.Length);
        value = array;
        for (var index = 0; index < constants.Length; index++)
        {
            if (!TryConvert(constants[index], type, out var element))
            {
                return false;
            }

            array.SetValue(element, index);
        }

        return true;
    }

    // Caches the reflection over an attribute class.
    private static class Class<T>
        where T : Attribute
    {
        public static ConstructorInfo Constructor { get; } = typeof(T).GetConstructors().Single();

        public static ParameterInfo[] Parameters { get; } = Constructor.GetParameters();
    }
}
