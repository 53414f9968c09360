namespace Fw24.Messages.Redactors;

/// <summary>Where an image has an attribute that is sensitive.</summary>
/// <param name="Attribute">Which of the table's sensitive attributes it is.</param>
/// <param name="Name">Where its name begins, with the quote.</param>
/// <param name="Value">Where its value begins.</param>
/// <param name="End">Where its value ends.</param>
internal readonly record struct SensitivePlace(int Attribute, int Name, int Value, int End);
