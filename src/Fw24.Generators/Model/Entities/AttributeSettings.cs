using System.Collections.Concurrent;
using System.Reflection;

namespace Fw24.Generators.Model.Entities;

/// <summary>Finds the properties of an attribute that the user set to a value other than the default.</summary>
internal static class AttributeSettings
{
    private static readonly ConcurrentDictionary<Type, AttributeClass> s_classes = new();

    /// <summary>Gets the properties whose values are not the defaults, in ordinal order.</summary>
    public static IEnumerable<(string Name, object Value)> Of(Attribute attribute)
    {
        var known = Class(attribute);
        var defaults = known.Constructor.Invoke(Array.ConvertAll(known.Arguments, argument => argument.Property.GetValue(attribute)));
        foreach (var property in known.Settings)
        {
            if (property.GetValue(attribute) is { } value && !value.Equals(property.GetValue(defaults)))
            {
                yield return (property.Name, value);
            }
        }
    }

    /// <summary>Gets the constructor's arguments, by parameter name.</summary>
    public static IEnumerable<(string Name, object Value)> Arguments(Attribute attribute)
        => Class(attribute).Arguments.Select(argument => (argument.Name, argument.Property.GetValue(attribute)!));

    /// <summary>Copies the settings of one attribute to another of the same class.</summary>
    public static void Copy<T>(T source, T target, Func<(string Name, object Value), bool> isMeant)
        where T : Attribute
    {
        foreach (var (name, value) in Of(source).Where(isMeant))
        {
            typeof(T).GetProperty(name)!.SetValue(target, value);
        }
    }

    /// <summary>Indicates whether a setting of an entity's attribute belongs to the table, not to the entity.</summary>
    public static bool IsShared((string Name, object Value) setting)
        => setting.Name is not (nameof(DynamoTableAttribute.EntityName)
            or nameof(DynamoTableAttribute.Discriminator)
            or nameof(DynamoTableAttribute.OwnsUnmarkedItems)
            or nameof(DynamoTableAttribute.Format));

    private static AttributeClass Class(Attribute attribute) => s_classes.GetOrAdd(attribute.GetType(), static type => new AttributeClass(type));

    // Caches the reflection over an attribute class.
    private sealed class AttributeClass(Type type)
    {
        public ConstructorInfo Constructor { get; } = type.GetConstructors().Single();

        // A parameter's value is in the property of the same name: logType → LogType.
        public (string Name, PropertyInfo Property)[] Arguments { get; } = Array.ConvertAll(
            type.GetConstructors().Single().GetParameters(),
            parameter => (parameter.Name!, type.GetProperty(char.ToUpperInvariant(parameter.Name![0]) + parameter.Name.Substring(1))!));

        public PropertyInfo[] Settings { get; } =
        [
            .. type
                .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(static property => property.CanWrite)
                .OrderBy(static property => property.Name, StringComparer.Ordinal),
        ];
    }
}
