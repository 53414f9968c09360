namespace Fw24.Messages.Redactors;

/// <summary>The place of a sensitive attribute in an image.</summary>
/// <param name="Attribute">The index of the attribute in the table's list.</param>
/// <param name="Name">The offset of its name, including the quote.</param>
/// <param name="Value">The offset of its value.</param>
/// <param name="End">The end offset of its value.</param>
internal readonly record struct SensitivePlace(int Attribute, int Name, int Value, int End);
