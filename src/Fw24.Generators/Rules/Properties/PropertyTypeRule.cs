using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;

namespace Fw24.Generators.Rules.Properties;

/// <summary>FW24007: a property's type is one that an item can hold; arguments: the type, the closest type.</summary>
internal sealed class PropertyTypeRule() : Rule(s_descriptor), IRule<ObjectModel>
{
    private static readonly DiagnosticDescriptor s_descriptor = new(
        id: "FW24007",
        title: "A stored property has a type that an item can hold",
        messageFormat: "{0}: an item cannot hold {1}. Store {2}, or exclude the property with [DynamoIgnore].",
        category: RuleCategory.Entities,
        defaultSeverity: DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: RulePages.Address + "FW24007.md");

    public void Check(ObjectModel model, RuleViolationList violations)
    {
        foreach (var property in model.Properties)
        {
            if (Unsupported(property.Shape) is { } shape and not UnsupportedShape { Converter: not null })
            {
                violations.Add(this, property.Name, shape.DeclaredType, Nearest(shape));
            }
        }
    }

    /// <summary>Gets the part of a shape that no item can hold; <see langword="null"/> without one.</summary>
    public static Shape? Unsupported(Shape shape) => shape switch
    {
        UnsupportedShape => shape,
        ListShape list => Unsupported(list.Element),
        DictionaryShape dictionary => Unsupported(dictionary.Value),
        // A set's elements are non-null strings, numbers or binary; memory is excluded, as it compares by address.
        SetShape set => set.Element.IsNullable || set.Element is ScalarShape { Kind: ScalarKind.Memory } || KeyTypes.Of(set.Element).Length is 0
            ? set
            : null,
        _ => null,
    };

    // The closest type that an item can hold.
    private static string Nearest(Shape shape) => shape.DeclaredType.TrimEnd('?') switch
    {
        _ when shape is UnsupportedShape { Reason: UnsupportedReason.Endless } => "a type that does not hold itself with type arguments that grow",
        _ when shape is UnsupportedShape { Reason: UnsupportedReason.Union } =>
            "a record with a nullable property for each case of the union, convert it with [DynamoConverter]",
        _ when shape is UnsupportedShape { Reason: UnsupportedReason.Abstract } =>
            "a record with the properties of all classes that derive from it, convert it with [DynamoConverter]",
        "char" => "a string",
        "nint" or "nuint" => "a long",
        "object" or "dynamic" => "a type of its own or Dictionary<string, T>",
        ['(', ..] => "a record with named properties",
        [.., ',', ']'] => "a list of lists",
        var name when name.Contains("Dictionary<") => "Dictionary<string, T>",
        var name when name.Contains("Set<") => "a set of strings, numbers or binary, none of them null",
        var name when name.Contains("Json") => "a string that holds the JSON",
        var name when name.Contains("Stream") => "byte[]",
        _ => "a string, number, date, enum, byte[], a collection of these, or a class or record with stored properties",
    };
}
