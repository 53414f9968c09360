namespace Fw24.Console.Driving;

/// <summary>A field of the form of an item: one of its attributes.</summary>
/// <param name="name">The attribute's name.</param>
/// <param name="kind">The kind of input.</param>
/// <param name="isRequired">Indicates whether an item must have it.</param>
public sealed class FormField(string name, FieldKind kind, bool isRequired)
{
    /// <summary>The attribute's name.</summary>
    public string Name => name;

    /// <summary>The kind of input.</summary>
    public FieldKind Kind => kind;

    /// <summary>Indicates whether an item must have it.</summary>
    public bool IsRequired => isRequired;

    /// <summary>The values to choose from; empty for any.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Indicates whether the stored value is not shown: the attribute is sensitive.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>The text of the input; empty for an item without the attribute.</summary>
    public string Text { get; set; } = "";
}
